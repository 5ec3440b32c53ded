import type { Overview, WindowDays } from '@askusnow/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { SteadyOrder } from '../ui/steady-order.js';
import { MoreRows, moreRows } from '../ui/more-rows.js';
import { WideTable } from '../ui/wide-table.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import type { Direction, Order, OverviewRow } from '../logic/overview-order.js';
import { numbersHref } from '../ui/route.js';
import { STATE_NAMES } from '../i18n/answer-text.js';
import { rateText } from '../i18n/count-text.js';
import { coverageCell } from '../i18n/coverage-text.js';
import { differenceText } from '../i18n/change-text.js';
import { clickCountText, foundText, librariesText, scoreChangeText, scoreText } from '../i18n/moved-text.js';
import { columns, messages } from '../i18n/numbers.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { attentionWords, overviewTone, STATUS_WORDS } from '../i18n/status-words.js';
import './overview-filter.js';
import type { Filter } from './overview-filter.js';
import { keyPagesText, overviewFacts } from './overview-facts.js';

const COLUMNS: { order: Order | null; name: string; number?: true }[] = [
  { order: 'attention', name: columns.status },
  { order: null, name: columns.chatNow },
  { order: 'clicks', name: columns.clicks, number: true },
  { order: 'click-through', name: columns.clickThrough, number: true },
  { order: 'score', name: columns.score, number: true },
  { order: 'key-pages', name: columns.keyPages, number: true },
  { order: null, name: columns.coverage, number: true },
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
    moreRows,
    css`
      overview-filter {
        margin-bottom: var(--space-3);
      }

      thead button {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
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

      @media screen {
        @container (max-width: 31rem) {
          .cards td.status {
            flex: 1;
          }

          .cards td[data-label] {
            gap: var(--space-2);
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
  /** Of all libraries of the cooperative. */
  @property({ attribute: false }) counts!: Overview['counts'];
  @property({ type: Number }) days: WindowDays = 30;
  @property({ attribute: false }) filter: Filter = { text: '', status: '', order: 'attention' };
  @property() direction: Direction = 'ascending';
  #order = new SteadyOrder<OverviewRow>(this, ({ library }) => library);

  #more = new MoreRows(this);

  protected readonly wideTable = new WideTable(this);

  #sortBy(order: Order): void {
    this.dispatchEvent(new CustomEvent<Order>('ask-sort', { detail: order }));
  }

  #ask({ detail }: CustomEvent<Filter>): void {
    this.dispatchEvent(new CustomEvent<Filter>('ask-filter', { detail }));
  }

  override render(): TemplateResult {
    const shown = this.#order.order(this.rows, this.asked);
    const { total, counts } = this;
    const isAll = total === counts.libraries;
    return html`<overview-filter
        .filter=${this.filter}
        @ask-filter=${(event: CustomEvent<Filter>) => this.#ask(event)}
      ></overview-filter>
      <div class="wide" role="region" aria-labelledby="caption">
        <table class="cards">
          <!-- How many of all need attention is said above. -->
          <caption id="caption" class=${isAll ? 'visually-hidden' : ''}>
            ${messages.overviewCaption(isAll ? librariesText({ counts }) : foundText(total, counts.libraries), this.days)}
          </caption>
          <thead>
            <tr>
              ${this.#head({ order: 'name', name: columns.library })}
              <th scope="col" class="screen-only">${uiMessages.more}</th>
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
    const [first = STATUS_WORDS[row.status]] = attentionWords(row.attention);
    const clicksChange = row.clickChange && differenceText(row.clickChange.now, row.clickChange.before);
    const scoreChange = scoreChangeText(row.score);
    return html`<tr data-library=${row.library}>
        <th scope="row">
          <a href=${numbersHref(row.library, this.days)}>${row.name}</a>
          ${row.live ? null : html`<span class="sub small">${WORDS.notLive}</span>`}
        </th>
        ${this.#more.button(row.library, row.name)}
        <td class="status"><span class="chip ${overviewTone(row)}">${first}</span></td>
        <td class="in-more" data-label=${columns.chatNow}>${STATE_NAMES[row.answer.state]}</td>
        <td data-label=${columns.clicks} class="number clicks">
          <span>${clickCountText(row)}</span> ${clicksChange && html`<span class="sub">${clicksChange}</span>`}
        </td>
        <td class="number in-more" data-label=${columns.clickThrough}>${rateText(row.clickThrough).value}</td>
        <td class="number in-more" data-label=${columns.score}>
          ${scoreText(row.score)} ${scoreChange && html`<span class="sub">${scoreChange}</span>`}
        </td>
        <td class="number in-more" data-label=${columns.keyPages}>${keyPagesText(row)}</td>
        <td class="number in-more" data-label=${columns.coverage}>${coverageCell(row.coverage).value}</td>
      </tr>
      ${this.#more.row(row.library, COLUMNS.length + 2, () => overviewFacts(row))}`;
  }
}
