import type { WindowDays } from '@askusnow/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { SteadyOrder } from '../ui/steady-order.js';
import { WideTable } from '../ui/wide-table.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import type { Direction, Order, OverviewRow } from '../logic/overview-order.js';
import { libraryHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { STATE_NAMES } from '../i18n/answer-text.js';
import { countText, countedText, rateText } from '../i18n/count-text.js';
import { coverageCell } from '../i18n/coverage-text.js';
import { clicksBeforeText, handOverText, scoreLines } from '../i18n/moved-text.js';
import { columns, messages } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { attentionWords, STATUS_WORDS, toneOf } from '../i18n/status-words.js';
import './overview-filter.js';
import type { Filter } from './overview-filter.js';

const COLUMNS: { order: Order | null; name: string; number?: true }[] = [
  { order: 'name', name: columns.library },
  { order: 'attention', name: columns.status },
  { order: null, name: columns.chatNow },
  { order: null, name: columns.coverage, number: true },
  { order: 'score', name: columns.score, number: true },
  { order: 'key-pages', name: columns.keyPages, number: true },
  { order: 'refused', name: columns.refused, number: true },
  { order: 'viewable', name: columns.viewable, number: true },
  { order: 'clicks', name: columns.clicks, number: true },
  { order: 'click-through', name: columns.clickThrough, number: true },
];

/**
 * One page of the table of libraries, those that need attention first. Emits `ask-filter` with the whole filter, `ask-sort` with
 * a column's order.
 */
@customElement('overview-table')
export class OverviewTable extends DashboardElement {
  static override styles = [
    tones,
    table,
    css`
      overview-filter {
        margin-bottom: var(--space-5);
      }

      thead button {
        display: inline-flex;
        align-items: center;
        gap: 0.3em;
        min-height: 2rem;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: inherit;
        cursor: pointer;
      }

      thead button:hover {
        color: var(--ink);
      }

      [aria-sort] button {
        color: var(--ink);
      }

      /* Ten columns fit into a window of 1280 px. */
      th,
      td {
        padding-inline: var(--space-2);
      }

      tbody th {
        min-width: 9rem;
      }

      /* 24 px high for fingers, without moving the line that it stands on. */
      th a {
        padding: 0.2rem 0;
      }

      /* Beside its label a cell keeps its lines: "19", then "34 before". */
      @media screen {
        @container (max-width: 31rem) {
          .cards td > span {
            margin-inline-start: auto;
            text-align: end;
          }

          .cards td .sub {
            display: block;
          }
        }
      }
    `,
  ];

  /** In the server's order. */
  @property({ attribute: false }) rows: OverviewRow[] = [];
  /** What these rows are the answer to. */
  @property() asked = '';
  /** Libraries that match, on all pages. */
  @property({ type: Number }) total = 0;
  /** Libraries of the cooperative. */
  @property({ type: Number }) all = 0;
  @property({ type: Number }) days: WindowDays = 30;
  @property({ attribute: false }) filter: Filter = { text: '', status: '', order: 'attention' };
  @property() direction: Direction = 'ascending';
  #order = new SteadyOrder<OverviewRow>(this, ({ library }) => library);

  protected readonly wideTable = new WideTable(this);

  #sortBy(order: Order): void {
    this.dispatchEvent(new CustomEvent<Order>('ask-sort', { detail: order }));
  }

  #ask({ detail }: CustomEvent<Filter>): void {
    this.dispatchEvent(new CustomEvent<Filter>('ask-filter', { detail }));
  }

  override render(): TemplateResult {
    const shown = this.#order.order(this.rows, this.asked);
    return html`<overview-filter
        .filter=${this.filter}
        @ask-filter=${(event: CustomEvent<Filter>) => this.#ask(event)}
      ></overview-filter>
      <div class="wide" role="region" aria-labelledby="caption">
        <table class="cards">
          <caption id="caption">
            ${messages.overviewCaption(countText(this.total), countedText(this.all, 'library', 'libraries'), this.days)}
          </caption>
          <thead>
            <tr>
              ${COLUMNS.map((column) => this.#head(column))}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              shown,
              ({ library }) => library,
              (row) => this.#row(row),
            )}
          </tbody>
        </table>
      </div>
      ${shown.length === 0 ? html`<p class="soft">${messages.noMatch}</p>` : null}`;
  }

  #head({ order, name, number }: (typeof COLUMNS)[number]): TemplateResult {
    const sort = order !== null && order === this.filter.order ? this.direction : nothing;
    return html`<th scope="col" class=${number ? 'number' : ''} aria-sort=${sort}>
      ${
        order === null
          ? name
          : html`<button type="button" @click=${() => this.#sortBy(order)}>
              ${name}${sort === nothing ? null : html`<span aria-hidden="true">${sort === 'ascending' ? '↑' : '↓'}</span>`}
            </button>`
      }
    </th>`;
  }

  #row(row: OverviewRow): TemplateResult {
    const [first = STATUS_WORDS[row.status], ...others] = attentionWords(row.attention);
    const coverage = coverageCell(row.coverage);
    const rate = rateText(row.clickThrough);
    return html`<tr data-library=${row.library}>
      <th scope="row">
        <a href=${libraryHref(row.library, this.days)}>${row.name}</a>
        ${row.live ? null : html`<span class="sub small">${WORDS.notLive}</span>`}
      </th>
      <td data-label=${columns.status}>
        <span>
          <span class="chip ${toneOf(row.attention)}">${first}</span>
          ${others.length === 0 ? null : html`<span class="sub small">${others.join(', ')}</span>`}
          ${row.handOvers.open === 0 ? null : html`<span class="sub small">${handOverText(row.handOvers, serverNowMs())}</span>`}
        </span>
      </td>
      <td data-label=${columns.chatNow}>
        <span
          >${STATE_NAMES[row.answer.state]}${row.answer.tier === null ? null : html` <span class="sub">${row.answer.tier}</span>`}</span
        >
      </td>
      <td data-label=${columns.coverage} class="number">
        <span
          >${coverage.value}
          ${coverage.range === undefined ? null : html`<span class="sub">${coverage.range}</span>`}</span
        >
      </td>
      <td data-label=${columns.score} class="number">
        <span
          >${scoreLines(row.score).map((line, index) => html`<span class=${index === 0 ? '' : 'sub'}>${line}</span>`)}</span
        >
      </td>
      <td data-label=${columns.keyPages} class="number">
        <span
          >${row.keyPagesExpected === 0 ? 'none named' : `${row.keyPagesLive} of ${row.keyPagesExpected}`}
          <span class="sub">${countedText(row.placements, 'place')}</span></span
        >
      </td>
      <td data-label=${columns.refused} class="number">${countText(row.refused)}</td>
      <td data-label=${columns.viewable} class="number">${countText(row.counts.viewable)}</td>
      <td data-label=${columns.clicks} class="number">
        <span
          >${countText(row.counts.clicks)}
          ${row.clicksBefore === null ? null : html`<span class="sub">${clicksBeforeText(row.clicksBefore)}</span>`}</span
        >
      </td>
      <td data-label=${columns.clickThrough} class="number">
        <span
          >${rate.value} ${rate.interval === undefined ? null : html`<span class="sub">${rate.interval}</span>`}</span
        >
      </td>
    </tr>`;
  }
}
