import { getStateSheet, toStateSheetCsvUrl, toStateSheetUrl, type StateSheet } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { pageTop } from '../ui/page-top.js';
import { libraryHref, numbersHref } from '../ui/route.js';
import {
  clicksCell,
  clicksCountedSince,
  coveredCell,
  followUpsCell,
  givenCell,
  knownText,
  measuredText,
  ofLibraries,
  messages,
  periodText,
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
import { figureClass, figureTiles } from '../styles/figure-tiles.js';
import { figures } from '../styles/figures.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { MoreRows, moreRows } from '../ui/more-rows.js';
import { Query } from '../ui/query.js';
import { WideTable } from '../ui/wide-table.js';
import { definitionStyles, definitionTerms } from '../ui/definition-terms.js';
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

/** The year's main figures, above the table; in `known`, of how many libraries. */
const MAIN_COLUMNS: ReadonlyMap<string, keyof NonNullable<StateSheet['total']>['known'] | null> = new Map([
  [WORDS.questions, 'questions'],
  [WORDS.clicks, 'clicks'],
  [messages.given, 'given'],
  [messages.followUps, null],
]);

/** Beside a sum: of how many libraries it is, unless of all; that there is none says itself. */
function notesOfTotal(
  column: string,
  notes: readonly string[],
  { libraries, total }: { libraries: StateSheet['libraries']; total: NonNullable<StateSheet['total']> },
): readonly string[] {
  // How many hours were not measured follows from it.
  if (column === messages.covered) return measuredText(libraries) ?? notes;
  const key = MAIN_COLUMNS.get(column);
  const whose = key && total.known[key] > 0 ? ofLibraries(total.known[key], libraries.length) : null;
  return whose === null ? notes : [messages.at(whose), ...notes];
}

/** What is known of the sum since when is said of each library. */
const totalFigures = (total: NonNullable<StateSheet['total']>): Figures => ({
  ...total,
  clicksSince: null,
  hoursSince: null,
  followUpsSince: null,
});

/** By column: what all libraries' cells note. */
const sharedByColumn = (libraries: StateSheet['libraries'], contribution: StateSheet['contribution']): string[][] =>
  COLUMNS.map(({ cell }) => sharedNotes(libraries.map((row) => cell(row, contribution))));

/** More are a line each on a phone, which opens. */
const FEW_LIBRARIES = 3;
/** The longest window in which a library's page names the days to check. */
const DOUBT_DAYS = 90;
/** What such a line shows. */
const FIRST_COLUMNS = 2;

const yearOf = (text: string): number | undefined => (/^20\d\d$/.test(text) ? Number(text) : undefined);

/** The figures of a fiscal year for the state program report, by library and in total. */
@customElement('state-sheet-page')
export class StateSheetPage extends DashboardElement {
  static override styles = [
    page,
    table,
    figures,
    figureTiles,
    definitionStyles,
    moreRows,
    css`
      thead th.number,
      td .sub {
        white-space: normal;
      }

      .tiles .figure {
        font-size: var(--text-l);
      }

      tbody th {
        min-width: 7rem;
      }

      @container (max-width: 31rem) {
        .cards td:not(.in-more) {
          justify-content: start;
        }
      }

      @media screen and (max-width: 30rem) {
        .tiles {
          grid-template-columns: minmax(0, 1fr);
        }
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
    const { year, isOver, libraries, total, definitions } = sheet;
    const period = periodText(libraries);
    return html`${period && html`<p>${period}</p>`}
      <div class="actions screen-only">
        <button class="button" type="button" @click=${() => this.#turnTo(year - 1)}>${WORDS.earlierYear}</button>
        ${
          isOver
            ? html`<button class="button" type="button" @click=${() => this.#turnTo(year + 1)}>
                ${WORDS.laterYear}
              </button>`
            : null
        }
        <button class="button" type="button" @click=${() => print()}>${WORDS.print}</button>
        <a class="button primary" href=${toStateSheetCsvUrl(connection, year)} download>${WORDS.csv}</a>
        <a class="button" href=${toStateSheetUrl(connection, year)} download="askusnow-state-sheet-${year}.json"
          >${WORDS.json}</a
        >
      </div>
      ${total === null ? null : this.#main(total, sheet)}
      <div class="panel rows">${this.#table(sheet)} ${total === null ? null : this.#totalNotes(total, isOver)}</div>
      <details class="panel">
        <summary><h2>${messages.howCounted}</h2></summary>
        ${this.#notes(sheet).map((note) => html`<p class="small">${note}</p>`)} ${definitionTerms(definitions)}
      </details>`;
  }

  #totalNotes({ partners, given }: NonNullable<StateSheet['total']>, isOver: boolean): TemplateResult {
    return html`<p>${messages.partners(partners, isOver)}</p>
      ${given === null ? null : html`<p class="small soft">${messages.hoursOfTotal}</p>`}`;
  }

  #main(total: NonNullable<StateSheet['total']>, { libraries, contribution }: StateSheet): TemplateResult {
    const shared = sharedByColumn(libraries, contribution);
    // Their period is said above, then.
    const isPeriodSaid = clicksCountedSince(libraries) !== null;
    const figuresOfYear = totalFigures(total);
    return html`<dl class="tiles">
      ${COLUMNS.map(({ name, cell }, at) => {
        const known = MAIN_COLUMNS.get(name);
        if (known === undefined) return null;
        const { value, notes } = cell(figuresOfYear, contribution);
        const sharedHere = known === 'clicks' && isPeriodSaid ? [] : shared[at]!;
        const whose = known === null ? null : ofLibraries(total.known[known], libraries.length);
        return html`<div class="panel">
          ${
            known === 'questions' && whose !== null
              ? html`<dt>${name}</dt>
                  <dd class="figure">${messages.reported(whose)}</dd>
                  <dd class="small soft">${value}</dd>`
              : html`<dt>${name}</dt>
                  <dd class=${figureClass(value)}>${value}</dd>
                  ${whose === null ? null : html`<dd class="small">${messages.at(whose)}</dd>`}`
          }
          ${[...new Set([...notes, ...sharedHere])].map((note) => html`<dd class="small soft">${note}</dd>`)}
          ${known === 'clicks' ? this.#toCheck(libraries) : null}
        </div>`;
      })}
    </dl>`;
  }

  /** Where the most clicks are to be checked, each with the page that says which days. */
  #toCheck(libraries: StateSheet['libraries']): TemplateResult[] {
    return libraries
      .filter(({ clicksToCheck }) => clicksToCheck > 0)
      .toSorted((one, other) => other.clicksToCheck - one.clicksToCheck)
      .slice(0, FEW_LIBRARIES)
      .map(
        ({ library: { id, name }, clicksToCheck }) =>
          html`<dd class="small screen-only">
            <a href=${numbersHref(id, DOUBT_DAYS)}>${messages.check(clicksToCheck, name)}</a>
          </dd>`,
      );
  }

  /** What is said once of all libraries' figures. */
  #notes({ total, sharedHours, libraries, contribution }: StateSheet): string[] {
    return [
      ...sharedByColumn(libraries, contribution).flatMap((notes, at) =>
        notes.length === 0 ? [] : [messages.shared(COLUMNS[at]!.name, notes)],
      ),
      ...(total === null ? [] : [knownText(total, libraries.length)]),
      ...(sharedHours === null ? [] : [messages.sharedDesks(sharedHours)]),
    ];
  }

  #table({ libraries, total, contribution, isOver, today }: StateSheet): TemplateResult {
    const shared = sharedByColumn(libraries, contribution);
    const isLong = libraries.length > FEW_LIBRARIES;
    const rowOf = (
      key: string,
      name: TemplateResult,
      words: string,
      figures: Figures,
      allNotes: (column: string, notes: readonly string[]) => readonly string[] = (_column, notes) => notes,
    ): TemplateResult => {
      const cells = COLUMNS.map(({ name: column, cell }, at) => {
        const { value, notes } = cell(figures, contribution);
        const own = notes.filter((note) => !shared[at]!.includes(note));
        return { column, value, note: allNotes(column, own).join(', ') };
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
      </tr>`;
    };
    return html`<div class="wide" role="region" aria-labelledby="caption">
      <table class="cards">
        <caption id="caption">
          ${isOver ? messages.caption : messages.running(today)}
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
              : rowOf(
                  '',
                  html`<strong>${WORDS.allLibraries}</strong>`,
                  WORDS.allLibraries,
                  totalFigures(total),
                  (column, notes) => notesOfTotal(column, notes, { libraries, total }),
                )
          }
        </tbody>
      </table>
    </div>`;
  }
}
