import {
  getCooperativeReport,
  getCooperativeText,
  toCooperativeReportCsvUrl,
  type CooperativeReport,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { libraryPageHref } from '../ui/route.js';
import {
  changeText,
  coverageText,
  messages,
  ownCount,
  ownCoverage,
  ownDays,
  ownQuestions,
  questionsText,
  SUM_ROWS,
} from '../i18n/cooperative-month.js';
import { WORDS } from '../i18n/words.js';
import { messages as monthMessages, monthText } from '../i18n/month.js';
import { monthsSince } from '../logic/months.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { field } from '../ui/form-fields.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { dataTable } from '../ui/data-table.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { WideTable } from '../ui/wide-table.js';
import './month-text.js';

const PERIODS = ['month', 'lastMonth', 'lastYear'] as const;

/** The coordinator's month of all libraries together, beside two others. */
@customElement('cooperative-month-page')
export class CooperativeMonthPage extends DashboardElement {
  static override styles = [
    page,
    table,
    css`
      td {
        white-space: normal;
      }
    `,
  ];

  /** '': the last one that is over. */
  @state() private month = /^20\d\d-(?:0[1-9]|1[0-2])$/.exec(addressValue('month'))?.[0] ?? '';
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
        sub: last ? `${monthText(last.month)}, ${messages.of(last.of)}` : '',
        kept: this.#report,
        loading: monthMessages.loading,
      },
      (last) => this.#body(last),
    );
  }

  #body(report: CooperativeReport): TemplateResult {
    return html`${this.#tools(report)}
      <section class="panel">
        <h2 id="sums">${messages.sums}</h2>
        <p class="small soft">${messages.sumsNote}</p>
        ${this.#sums(report)}
        <p class="small"><strong>${WORDS.coverageOfOwnDesks}:</strong> ${coverageText(report.coverage)}.</p>
        <p class="small"><strong>${messages.questions}:</strong> ${questionsText(report.questions)}.</p>
      </section>
      <section class="panel">
        <h2 id="by-library">${messages.byLibrary}</h2>
        <p class="small soft">${messages.byLibraryNote}</p>
        ${dataTable(
          messages.byLibrary,
          messages.libraryColumns,
          report.libraries.map((each) => this.#library(each)),
          'by-library',
        )}
      </section>
      <month-text
        class="panel screen-only"
        month=${report.month}
        .read=${(month: string) => getCooperativeText(connection, month)}
      ></month-text>`;
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

  #library(each: CooperativeReport['libraries'][number]): TemplateResult {
    const { library, name } = each;
    const days = ownDays(each);
    const cells = [
      ownCount(each, 'impressions'),
      ownCount(each, 'clicks'),
      ownCount(each, 'follows'),
      ownCoverage(each),
      ownQuestions(each),
    ];
    return html`<tr data-library=${library}>
      <th scope="row">
        <a href=${libraryPageHref(library, 'month')}>${name}</a>
        ${days === null ? null : html`<span class="sub">${days}</span>`}
      </th>
      ${cells.map((cell, index) => html`<td data-label=${messages.libraryColumns[index + 1]!}>${cell}</td>`)}
    </tr>`;
  }

  #tools({ month, latest, countingSince }: CooperativeReport): TemplateResult {
    return html`<div class="tools screen-only">
      ${field({
        label: monthMessages.month,
        value: month,
        options: monthsSince(countingSince, `${latest}-01`).map((each) => [each, monthText(each)] as const),
        onInput: (each) => this.#choose(each),
      })}
      <div class="actions">
        <a class="button" href=${toCooperativeReportCsvUrl(connection, month)} download>${WORDS.csv}</a>
        <button class="button" type="button" @click=${() => print()}>${monthMessages.print}</button>
      </div>
    </div>`;
  }
}
