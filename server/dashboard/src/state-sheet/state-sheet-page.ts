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
  sharedNotes,
  trainingCell,
  type Cell,
  type Figures,
} from '../i18n/state-sheet.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { messages as appMessages } from '../i18n/app.js';
import { countText } from '../i18n/count-text.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { factList, MoreRows, moreRows } from '../ui/more-rows.js';
import { Query } from '../ui/query.js';
import { WideTable } from '../ui/wide-table.js';
import '../ui/definition-list.js';
import '../ui/notice-card.js';

const plain = (count: number): Cell => ({ value: countText(count), notes: [] });

const COLUMNS: readonly { name: string; cell(figures: Figures, contribution: StateSheet['contribution']): Cell }[] = [
  { name: WORDS.questions, cell: questionsCell },
  { name: WORDS.clicks, cell: clicksCell },
  { name: messages.scheduled, cell: scheduledCell },
  { name: messages.covered, cell: coveredCell },
  { name: messages.given, cell: givenCell },
  { name: messages.places, cell: ({ placements }) => plain(placements) },
  { name: messages.practice, cell: ({ practice }) => plain(practice) },
  { name: messages.training, cell: trainingCell },
  { name: messages.followUps, cell: followUpsCell },
];

/** More are a line each on a phone, which opens. */
const FEW_LIBRARIES = 3;
/** What such a line shows. */
const FIRST_COLUMNS = 2;

const yearOf = (text: string): number | undefined => (/^20\d\d$/.test(text) ? Number(text) : undefined);

/** The figures of a fiscal year for the state program report, by library and in total. */
@customElement('state-sheet-page')
export class StateSheetPage extends DashboardElement {
  static override styles = [
    page,
    table,
    moreRows,
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

  #more = new MoreRows(this);

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
    return html`${pageTop(appMessages.stateReportPage, read.last ? messages.year(read.last) : messages.sub)}
      <div class="stack" aria-busy=${read.step === 'waiting' ? 'true' : 'false'}>
        ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => this.#ask()}></notice-card>`}
        ${read.step === 'waiting' ? html`<p class="panel soft">${messages.loading}</p>` : null}
        ${read.last ? this.#body(read.last) : null}
      </div>`;
  }

  #body(sheet: StateSheet): TemplateResult {
    const { year, isOver, total, sharedHours, definitions, libraries } = sheet;
    return html`<div class="actions screen-only">
        <button class="button" type="button" @click=${() => this.#turnTo(year - 1)}>${WORDS.earlierYear}</button>
        ${
          isOver
            ? html`<button class="button" type="button" @click=${() => this.#turnTo(year + 1)}>
                ${WORDS.laterYear}
              </button>`
            : null
        }
        <a class="button primary" href=${toStateSheetCsvUrl(connection, year)} download>${WORDS.csv}</a>
        <a class="button" href=${toStateSheetUrl(connection, year)} download="askusnow-state-sheet-${year}.json"
          >${WORDS.json}</a
        >
      </div>
      <div class="panel rows">
        ${this.#table(sheet)} ${total === null ? null : html`<p>${messages.partners(total.partners, isOver)}</p>`}
        ${
          total === null && sharedHours === null
            ? null
            : html`<details>
                <summary>${messages.totals}</summary>
                ${total === null ? null : html`<p>${knownText(total, libraries.length)}</p>`}
                ${sharedHours === null ? null : html`<p>${messages.sharedDesks(sharedHours)}</p>`}
              </details>`
        }
      </div>
      <definition-list heading=${messages.definitions} .definitions=${definitions} folded></definition-list>`;
  }

  #table({ libraries, total, contribution, isOver, today }: StateSheet): TemplateResult {
    const shared = COLUMNS.map(({ cell }) => sharedNotes(libraries.map((row) => cell(row, contribution))));
    const captions = [
      ...(isOver ? [] : [messages.running(today)]),
      ...shared.flatMap((notes, at) => (notes.length === 0 ? [] : [messages.shared(COLUMNS[at]!.name, notes)])),
    ];
    const isLong = libraries.length > FEW_LIBRARIES;
    const rowOf = (key: string, name: TemplateResult, words: string, figures: Figures): TemplateResult => {
      const cells = COLUMNS.map(({ name: column, cell }, at) => {
        const { value, notes } = cell(figures, contribution);
        return { column, value, note: notes.filter((note) => !shared[at]!.includes(note)).join(', ') };
      });
      return html`<tr>
          <th scope="row">${name}</th>
          ${isLong ? this.#more.button(key, words, { narrow: true }) : null}
          ${cells.map(
            ({ column, value, note }, at) =>
              html`<td class="number ${isLong && at >= FIRST_COLUMNS ? 'in-more' : ''}" data-label=${column}>
                ${value}${note && html`<span class="sub small">${note}</span>`}
              </td>`,
          )}
        </tr>
        ${this.#more.row(key, COLUMNS.length + 2, () =>
          factList(cells.map(({ column, value, note }) => [column, html`${value} ${note}`])),
        )}`;
    };
    return html`<div class="wide" role="region" aria-labelledby="caption">
      <table class="cards">
        <caption id="caption">
          ${[messages.caption, ...captions].join('. ')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${WORDS.library}</th>
            ${isLong ? html`<th scope="col" class="narrow">${uiMessages.more}</th>` : null}
            ${COLUMNS.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${libraries.map((row) => {
            const { id, name } = row.library;
            return rowOf(id, html`<a href=${libraryHref(id)}>${name}</a>`, name, row);
          })}
          ${
            total === null
              ? null
              : rowOf('', html`<strong>${WORDS.allLibraries}</strong>`, WORDS.allLibraries, {
                  ...total,
                  clicksSince: null,
                  hoursSince: null,
                  followUpsSince: null,
                })
          }
        </tbody>
      </table>
    </div>`;
  }
}
