import type { LibraryStatus } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { ORDERS, type Order } from '../logic/overview-order.js';
import { STATUS_WORDS } from '../i18n/status-words.js';
import { DashboardElement } from '../ui/dashboard-element.js';

const ORDER_WORDS: Record<Order, string> = {
  attention: messages.needsAttentionFirst,
  name: 'Name',
  'key-pages': messages.fewestKeyPages,
  places: 'Most places',
  refused: messages.mostNotCounted,
  viewable: messages.mostSeen,
  clicks: 'Most clicks',
  'click-through': messages.highestClickRate,
  score: 'Lowest score',
  moved: messages.largestFall,
  'hand-overs': 'Oldest hand-over',
};

/** The filter and order of the overview. */
export interface Filter {
  text: string;
  status: LibraryStatus | '';
  order: Order;
}

/** Fields above the overview. Emits `ask-filter` with the whole filter on every change. */
@customElement('overview-filter')
export class OverviewFilter extends DashboardElement {
  static override styles = css`
    form {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3) var(--space-4);
    }

    label {
      flex: 1 1 8rem;
    }

    @media (max-width: 30rem) {
      label {
        flex-basis: 100%;
      }

      label:has(select) {
        display: grid;
        grid-template-columns: 4rem minmax(0, 1fr);
        align-items: center;
      }
    }
  `;

  @property({ attribute: false }) filter: Filter = { text: '', status: '', order: 'attention' };

  #change(part: Partial<Filter>): void {
    this.dispatchEvent(new CustomEvent<Filter>('ask-filter', { detail: { ...this.filter, ...part } }));
  }

  override render(): TemplateResult {
    const { text, status, order } = this.filter;
    const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
    return html`<form
      class="screen-only"
      role="search"
      aria-label="Libraries"
      @submit=${(event: Event) => event.preventDefault()}
    >
      <label>
        ${WORDS.findLibrary}
        <input
          type="search"
          autocomplete="off"
          .value=${text}
          @input=${(event: Event) => this.#change({ text: valueOf(event) })}
        />
      </label>
      <label>
        Status
        <select @change=${(event: Event) => this.#change({ status: valueOf(event) as LibraryStatus | '' })}>
          <option value="" ?selected=${status === ''}>Every status</option>
          ${Object.entries(STATUS_WORDS).map(
            ([value, word]) => html`<option value=${value} ?selected=${status === value}>${word}</option>`,
          )}
        </select>
      </label>
      <label>
        Sort by
        <select @change=${(event: Event) => this.#change({ order: valueOf(event) as Order })}>
          ${ORDERS.map((value) => html`<option value=${value} ?selected=${order === value}>${ORDER_WORDS[value]}</option>`)}
        </select>
      </label>
    </form>`;
  }
}
