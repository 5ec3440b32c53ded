import {
  getMonthReport,
  getMonthText,
  getNotes,
  toMonthReportCsvUrl,
  type LibraryNote,
  type MonthMetrics,
  type MonthReport,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { improvementText, messages, monthText } from '../i18n/month.js';
import { WORDS } from '../i18n/words.js';
import { monthsSince } from '../logic/months.js';
import { wallClock } from '../logic/wall-clock.js';
import { page } from '../styles/page.js';
import { field } from '../ui/form-fields.js';
import { definitionStyles, definitionTerms } from '../ui/definition-terms.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { LiveQuery } from '../ui/live-query.js';
import '../contribution/contribution-section.js';
import '../numbers/day-chart.js';
import '../notes/dated-notes.js';
import './month-comment.js';
import './month-shares.js';
import './month-table.js';
import './month-text.js';
import './viewport-table.js';

interface Month {
  report: MonthReport;
  notes: readonly LibraryNote[];
}

const monthOf = (text: string): string => (/^20\d\d-(?:0[1-9]|1[0-2])$/.test(text) ? text : '');

/** A library's month beside two others, on one page to print. */
@customElement('month-page')
export class MonthPage extends DashboardElement {
  static override styles = [
    page,
    definitionStyles,
    css`
      .improved {
        margin: 0;
        padding-left: 1.2em;
        overflow-wrap: anywhere;
      }

      .pair,
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        align-items: start;
      }

      /* One page of Letter or A4. */
      @media print {
        :host {
          zoom: 0.7;
        }

        .stack,
        .column,
        .pair {
          gap: var(--space-3);
        }

        .pair {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        }

        .top {
          margin-bottom: var(--space-2);
        }

        .terms {
          columns: 3;
          font-size: 0.7rem;
          line-height: 1.35;
        }

        section {
          break-inside: avoid;
        }
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  /** '': the current one. */
  @state() private month = monthOf(addressValue('month'));
  #month = new LiveQuery<Month>(this, ['counts', 'presence'], () => this.#read());

  protected override willUpdate(changed: PropertyValues): void {
    // A month of another library: the address has none.
    if (changed.has('library') && this.hasUpdated) this.month = '';
    if (changed.has('library') || changed.has('month')) void this.#month.ask({ keep: !changed.has('library') });
  }

  async #read(): Promise<Month> {
    const { library, month } = this;
    const [report, { notes }] = await Promise.all([
      getMonthReport(connection, library, { month: month || undefined }),
      getNotes(connection, library),
    ]);
    return { report, notes };
  }

  #choose(month: string): void {
    this.month = month;
    keepInAddress({ month });
  }

  override render(): TemplateResult {
    const { last } = this.#month;
    return livePage(
      {
        heading: this.name,
        sub: last ? messages.sub(monthText(last.report.metrics.month.month)) : messages.report,
        kept: this.#month,
        zone: last?.report.metrics.zone,
        loading: messages.loading,
      },
      (last) => this.#body(last),
    );
  }

  #body({ report, notes }: Month): TemplateResult {
    const { metrics, improved, comment } = report;
    const { month, isOver, byDay, countingSince, definitions } = metrics;
    const its = notes.filter(({ date }) => date.startsWith(month.month));
    return html`${this.#tools(metrics)}
      <section class="panel">
        ${isOver ? null : html`<p class="small">${messages.partial}</p>`}
        <month-table .report=${report}></month-table>
      </section>
      <section class="panel" aria-labelledby="by-day">
        <h2 id="by-day">${WORDS.byDay}</h2>
        <day-chart
          name=${WORDS.clicks}
          unit=${messages.click}
          over
          .days=${byDay.map(({ date, clicks }) => ({ date, count: clicks }))}
          .since=${countingSince}
          .notes=${its}
        ></day-chart>
      </section>
      ${
        report.sharedDesk === null
          ? null
          : html`<contribution-section class="panel" .own=${report.sharedDesk}></contribution-section>`
      }
      <div class="pair">
        <div class="column">
          <month-comment class="panel" library=${this.library} month=${month.month} .comment=${comment}></month-comment>
          <dated-notes
            class="panel"
            library=${this.library}
            .notes=${its}
            day=${month.days === 0 ? month.from : month.to}
          ></dated-notes>
        </div>
        <div class="column">
          <section class="panel" aria-labelledby="improved">
            <h2 id="improved">${messages.improved}</h2>
            ${
              improved.length === 0
                ? html`<p class="soft small">${messages.nothingImproved}</p>`
                : html`<ul class="small improved">
                    ${improved.map((each) => html`<li>${improvementText(each)}</li>`)}
                  </ul>`
            }
          </section>
          <viewport-table class="panel" .metrics=${metrics}></viewport-table>
        </div>
      </div>
      ${
        isOver
          ? html`<month-text
              class="panel screen-only"
              library=${this.library}
              month=${month.month}
              .read=${(each: string) => getMonthText(connection, this.library, each)}
            ></month-text>`
          : null
      }
      <month-shares class="panel screen-only" library=${this.library}></month-shares>
      <section class="panel" aria-labelledby="definitions">
        <h2 id="definitions">${messages.definitions}</h2>
        ${definitionTerms(definitions)}
      </section>`;
  }

  #tools({ month: { month }, zone, countingSince }: MonthMetrics): TemplateResult {
    const today = wallClock(serverNowMs(), zone).date;
    const json = `${connection.endpoint}/v1/libraries/${this.library}/report?month=${month}`;
    return html`<div class="tools screen-only">
      ${field({
        label: messages.month,
        value: month,
        options: monthsSince(countingSince, today).map((each) => [each, monthText(each)] as const),
        onInput: (each) => this.#choose(each),
      })}
      <div class="actions">
        <a class="button" href=${toMonthReportCsvUrl(connection, this.library, month)} download>${WORDS.csv}</a>
        <a class="button" href=${json} download="askusnow-${this.library}-${month}.json">${WORDS.json}</a>
        <button class="button" type="button" @click=${() => print()}>${messages.print}</button>
      </div>
    </div>`;
  }
}
