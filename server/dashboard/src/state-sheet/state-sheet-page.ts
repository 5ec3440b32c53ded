import { getStateSheet, toStateSheetCsvUrl, toStateSheetUrl, type StateSheet } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { pageTop } from '../ui/page-top.js';
import { libraryHref } from '../ui/route.js';
import {
  clicksCell,
  coveredCell,
  followUpsCell,
  givenCell,
  knownText,
  messages,
  questionsCell,
  scheduledCell,
  trainingCell,
  type Cell,
  type Figures,
} from '../i18n/state-sheet.js';
import { WORDS } from '../i18n/words.js';
import { messages as appMessages } from '../i18n/app.js';
import { countText } from '../i18n/count-text.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { definitionStyles, definitionTerms } from '../ui/definition-terms.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { Query } from '../ui/query.js';
import { WideTable } from '../ui/wide-table.js';
import '../ui/notice-card.js';

const plain = (count: number): Cell => ({ value: countText(count), note: null });

const COLUMNS: readonly { name: string; cell(figures: Figures, contribution: StateSheet['contribution']): Cell }[] = [
  { name: WORDS.clicks, cell: clicksCell },
  { name: WORDS.questions, cell: questionsCell },
  { name: messages.scheduled, cell: scheduledCell },
  { name: messages.covered, cell: coveredCell },
  { name: messages.given, cell: givenCell },
  { name: messages.places, cell: ({ placements }) => plain(placements) },
  { name: messages.practice, cell: ({ practice }) => plain(practice) },
  { name: messages.training, cell: trainingCell },
  { name: messages.followUps, cell: followUpsCell },
];

const yearOf = (text: string): number | undefined => (/^20\d\d$/.test(text) ? Number(text) : undefined);

/** The figures of a fiscal year for the state program report, by library and in total. */
@customElement('state-sheet-page')
export class StateSheetPage extends DashboardElement {
  static override styles = [
    page,
    table,
    definitionStyles,
    css`
      thead th.number,
      td .sub {
        white-space: normal;
      }

      tbody th {
        min-width: 7rem;
      }

      @media print {
        :host {
          zoom: 0.7;
        }
      }
    `,
  ];

  /** Undefined: that of today. */
  @state() private year = yearOf(addressValue('year'));
  /** Read once: a year of all desks is long work, and nobody waits for its next minute. */
  #sheet = new Query<StateSheet>(this);

  protected readonly wideTable = new WideTable(this);

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.has('year')) this.#ask();
  }

  #ask(): void {
    void this.#sheet.ask(() => getStateSheet(connection, { year: this.year }));
  }

  #turnTo(year: number): void {
    this.year = year;
    keepInAddress({ year: String(year) });
  }

  override render(): TemplateResult {
    const { failure, state: read } = this.#sheet;
    return html`${pageTop(appMessages.stateReportPage, messages.sub)}
      <div class="stack" aria-busy=${read.step === 'waiting' ? 'true' : 'false'}>
        ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => this.#ask()}></notice-card>`}
        ${read.step === 'waiting' ? html`<p class="panel soft">${messages.loading}</p>` : null}
        ${read.last ? this.#body(read.last) : null}
      </div>`;
  }

  #body(sheet: StateSheet): TemplateResult {
    const { year, isOver, today, total, sharedHours, definitions, libraries } = sheet;
    return html`<div class="actions">
        <strong>${messages.year(sheet)}</strong>
        <button class="button screen-only" type="button" @click=${() => this.#turnTo(year - 1)}>
          ${WORDS.earlierYear}
        </button>
        ${
          isOver
            ? html`<button class="button screen-only" type="button" @click=${() => this.#turnTo(year + 1)}>
                ${WORDS.laterYear}
              </button>`
            : null
        }
        <a class="button screen-only" href=${toStateSheetCsvUrl(connection, year)} download>${WORDS.csv}</a>
        <a
          class="button screen-only"
          href=${toStateSheetUrl(connection, year)}
          download="askusnow-state-sheet-${year}.json"
          >${WORDS.json}</a
        >
      </div>
      <section class="panel rows" aria-labelledby="figures">
        <h2 id="figures">${messages.table}</h2>
        ${isOver ? null : html`<p class="soft small">${messages.running(today)}</p>`} ${this.#table(sheet)}
        ${total === null ? null : html`<p>${messages.partners(total.partners, isOver)}. ${knownText(total, libraries.length)}</p>`}
        ${sharedHours === null ? null : html`<p>${messages.shared(sharedHours)}</p>`}
      </section>
      <section class="panel rows" aria-labelledby="definitions">
        <h2 id="definitions">${messages.definitions}</h2>
        ${definitionTerms(definitions)}
      </section>`;
  }

  #table({ libraries, total, contribution }: StateSheet): TemplateResult {
    return html`<div class="wide" role="region" aria-labelledby="caption">
      <table class="cards">
        <caption id="caption" class="visually-hidden">
          ${messages.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${WORDS.library}</th>
            ${COLUMNS.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${libraries.map((row) => this.#row(html`<a href=${libraryHref(row.library.id)}>${row.library.name}</a>`, row, contribution))}
          ${
            total === null
              ? null
              : this.#row(
                  html`<strong>${WORDS.allLibraries}</strong>`,
                  {
                    ...total,
                    clicksSince: null,
                    hoursSince: null,
                    followUpsSince: null,
                  },
                  contribution,
                )
          }
        </tbody>
      </table>
    </div>`;
  }

  #row(name: TemplateResult, figures: Figures, contribution: StateSheet['contribution']): TemplateResult {
    return html`<tr>
      <th scope="row">${name}</th>
      ${COLUMNS.map(({ name: column, cell }) => {
        const { value, note } = cell(figures, contribution);
        return html`<td class="number" data-label=${column}>
          ${value}${note === null ? null : html`<span class="sub small">${note}</span>`}
        </td>`;
      })}
    </tr>`;
  }
}
