import {
  getCooperativeReport,
  getCooperativeText,
  toCooperativeReportCsvUrl,
  type CooperativeReport,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { numbersHref } from '../ui/route.js';
import {
  changeText,
  coverageText,
  DEFINITIONS,
  messages,
  ownCount,
  ownCoverage,
  ownDays,
  ownQuestions,
  questionsText,
  SUM_ROWS,
} from '../i18n/cooperative-month.js';
import { messages as surveyMessages, ratingOfAll } from '../i18n/survey.js';
import { WORDS } from '../i18n/words.js';
import { messages as monthMessages, monthText } from '../i18n/month.js';
import { monthsSince } from '../logic/months.js';
import { figures } from '../styles/figures.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { dataTable } from '../ui/data-table.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { WideTable } from '../ui/wide-table.js';
import { definitionNote } from '../ui/definition-terms.js';
import { cooperativeFigures } from '../logic/cooperative-period.js';
import './clicks-by-library.js';
import './headline-numbers.js';
import './month-text.js';
import { reportActions } from './report-actions.js';

const PERIODS = ['month', 'lastMonth', 'lastYear'] as const;

/** The coordinator's month of all libraries together, beside two others. */
@customElement('cooperative-month-page')
export class CooperativeMonthPage extends DashboardElement {
  static override styles = [
    page,
    table,
    figures,
    css`
      dd + dt {
        margin-top: var(--space-3);
      }

      td {
        white-space: normal;
      }

      select {
        width: auto;
      }
    `,
  ];

  /** '': the last one that is over. */
  @state() private month = /^20\d\d-(?:0[1-9]|1[0-2])$/.exec(addressValue('month'))?.[0] ?? '';
  @state() private isSharing = false;
  #report = new LiveQuery<CooperativeReport>(this, ['counts'], () =>
    getCooperativeReport(connection, { month: this.month || undefined }),
  );

  protected readonly wideTable = new WideTable(this);

  protected override firstUpdated(): void {
    void this.#report.ask();
  }

  #choose(month: string): void {
    this.month = month;
    keepInAddress({ month });
    void this.#report.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#report;
    return livePage(
      {
        heading: monthMessages.report,
        sub: last ? this.#whichMonth(last) : '',
        kept: this.#report,
        loading: monthMessages.loading,
      },
      (last) => this.#body(last),
    );
  }

  /** "October 2026, 24 libraries"; of a month in which counting began, "October 2026, clicks and views counted since Oct 23" */
  #whichMonth(report: CooperativeReport): string {
    const { month, of, countingSince } = report;
    const which = cooperativeFigures(report).isWhole ? messages.of(of) : messages.partOfMonth(month, countingSince);
    return `${monthText(month)}, ${which}`;
  }

  #body(report: CooperativeReport): TemplateResult {
    const { month, libraries, of, periods } = report;
    const { now, change, libraries: counted, isWhole } = cooperativeFigures(report);
    return html`${this.#tools(report)}
      ${
        this.isSharing
          ? html`<month-text
              class="panel screen-only"
              month=${month}
              .read=${(each: string) => getCooperativeText(connection, each)}
            ></month-text>`
          : null
      }
      <headline-numbers
        .now=${now}
        .change=${change}
        .than=${monthMessages.nameOf(periods.lastMonth.month)}
        .basis=${messages.partOf(counted, of)}
        .definitions=${DEFINITIONS}
      ></headline-numbers>
      <section class="panel">
        <dl>
          <dt>${WORDS.coverageOfOwnDesks}</dt>
          <dd>${coverageText(report.coverage)}</dd>
          <dt>${messages.questions}</dt>
          <dd>${questionsText(report)}</dd>
          <dt>${isWhole ? surveyMessages.heading : messages.wholeMonth(surveyMessages.heading)}</dt>
          <dd>${ratingOfAll(report.rating)}</dd>
        </dl>
        <details>
          <summary class="screen-only">${messages.compare}</summary>
          <div class="rows">
            <h2 id="sums">${messages.sums}</h2>
            ${this.#sums(report)} ${definitionNote(DEFINITIONS, ['Coverage'], WORDS.coverageOfOwnDesks)}
          </div>
        </details>
      </section>
      <clicks-by-library class="panel" month=${month} .libraries=${libraries}></clicks-by-library>
      <section class="panel">
        <details>
          <summary>${messages.allFigures}</summary>
          <div class="rows">
            <p class="small soft">${messages.byLibraryNote}</p>
            ${dataTable(
              messages.allFigures,
              messages.libraryColumns,
              libraries.map((each) => this.#library(month, each)),
            )}
          </div>
        </details>
      </section>`;
  }

  #sums({ periods, changes }: CooperativeReport): TemplateResult {
    const columns = PERIODS.map(
      (which, index) => `${monthMessages.columns[index]}, ${monthText(periods[which].month)}`,
    );
    const row = (name: string, cells: readonly string[]): TemplateResult =>
      html`<tr>
        <th scope="row">${name}</th>
        ${cells.map((cell, index) => html`<td data-label=${columns[index]!}>${cell}</td>`)}
      </tr>`;
    return dataTable(
      messages.sums,
      [WORDS.compared, ...columns],
      [
        ...SUM_ROWS.map(({ name, textOf }) =>
          row(
            name,
            PERIODS.map((which) => textOf(periods[which])),
          ),
        ),
        row(WORDS.changeInClicks, ['', changeText(changes.lastMonth), changeText(changes.lastYear)]),
      ],
      'sums',
    );
  }

  #library(month: string, each: CooperativeReport['libraries'][number]): TemplateResult {
    const { library, name } = each;
    const days = ownDays(each);
    const cells = [
      ownCount(each, 'clicks'),
      ownCount(each, 'impressions'),
      ownCount(each, 'follows'),
      ownCoverage(each),
      ownQuestions(each),
    ];
    return html`<tr data-library=${library}>
      <th scope="row">
        <a href=${numbersHref(library, month)}>${name}</a>
        ${days === null ? null : html`<span class="sub">${days}</span>`}
      </th>
      ${cells.map((cell, index) => html`<td data-label=${messages.libraryColumns[index + 1]!}>${cell}</td>`)}
    </tr>`;
  }

  #tools({ month, latest, countingSince }: CooperativeReport): TemplateResult {
    return html`<div class="tools screen-only">
      <select
        aria-label=${monthMessages.month}
        @change=${({ target }: Event) => this.#choose((target as HTMLSelectElement).value)}
      >
        ${monthsSince(countingSince, `${latest}-01`).map(
          (each) => html`<option value=${each} ?selected=${each === month}>${monthText(each)}</option>`,
        )}
      </select>
      ${reportActions(toCooperativeReportCsvUrl(connection, month), { isSharing: this.isSharing, onShare: () => (this.isSharing = !this.isSharing) })}
    </div>`;
  }
}
