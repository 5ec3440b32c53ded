import type { Cover, QueueNow } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ListPage } from '../ui/list-page.js';
import { dataTable } from '../ui/data-table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { hoursAhead } from '../logic/hours-ahead.js';
import { SteadyOrder } from '../ui/steady-order.js';
import { WideTable } from '../ui/wide-table.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/coverage.js';
import { tierText } from '../i18n/hours-text.js';
import { deskWord, freshText, nextText, queueWord, seenText, shouldText } from '../i18n/queue-now-text.js';
import { nowTable } from './now-table.js';

const COLUMNS = ['Desk', 'Now', messages.shouldBeThere, 'Seen', 'Next change', messages.upcomingGaps];
const DESKS = {
  id: 'queues',
  heading: 'Desks',
  caption: messages.desksNowCaption,
  columns: COLUMNS,
  what: 'desks',
  find: messages.findDesk,
  isOpen: true,
};

const isSilent = ({ kind, observed, tier }: QueueNow): boolean =>
  kind === 'unmonitored' && observed === null && tier !== 'statewide';

/** What is wrong, then the statewide desk. */
function placeOf(queue: QueueNow): number {
  const { tone } = queueWord(queue);
  return tone === 'bad' || tone === 'warn' ? 0 : queue.tier === 'statewide' ? 1 : 2;
}

/** Every desk now: what is wrong, then the statewide desk, then the others; those without a live status are folded. */
@customElement('queues-now')
export class QueuesNow extends DashboardElement {
  static override styles = [
    table,
    tones,
    css`
      h2 {
        display: inline;
      }
    `,
  ];

  /** In the server's order: worst first. */
  @property({ attribute: false }) queues: readonly QueueNow[] = [];
  /** Hours of these desks that libraries offer: gaps are counted as they are listed. */
  @property({ attribute: false }) offers: readonly Cover[] = [];
  @property({ type: Number }) total = 0;
  @property({ attribute: false }) asked!: ListPage;
  @property({ type: Number }) nowMs = 0;
  #order = new SteadyOrder<QueueNow>(this, ({ queue }) => queue);

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const sorted = this.queues.toSorted((one, other) => placeOf(one) - placeOf(other));
    // What is searched for is shown.
    const silent = this.asked.q === '' ? sorted.filter(isSilent) : [];
    const others = this.#order.order(sorted.filter((queue) => !silent.includes(queue)));
    return nowTable(DESKS, this, this.#rows(others), silent.length === 0 ? null : this.#silent(silent));
  }

  #silent(queues: readonly QueueNow[]): TemplateResult {
    const words = messages.silentDesks(queues.length);
    return html`<details>
      <summary>${words}</summary>
      ${dataTable(words, COLUMNS, [html`${this.#rows(queues)}`])}
    </details>`;
  }

  #rows(queues: readonly QueueNow[]): unknown {
    return repeat(
      queues,
      ({ queue }) => queue,
      (queue) => this.#row(queue),
    );
  }

  #row(queue: QueueNow): TemplateResult {
    const { nowMs } = this;
    const { word, tone } = deskWord(queue, nowMs);
    const fresh = freshText(queue, undefined, nowMs);
    const gaps = hoursAhead([queue], this.offers).length;
    return html`<tr data-queue=${queue.queue} data-kind=${queue.kind}>
      <th scope="row">
        ${queue.name}
        <span class="sub small"
          >${queue.name === tierText(queue.tier) ? '' : `${tierText(queue.tier)}, `}${countedText(queue.libraries, 'library', 'libraries')}</span
        >
      </th>
      <td data-label="Now"><span class="chip ${tone}">${word}</span></td>
      <td data-label=${messages.shouldBeThere}><span>${shouldText(queue, nowMs)}</span></td>
      <td data-label="Seen">
        <span>${seenText(queue, nowMs)}${fresh === null ? null : html` <span class="sub">${fresh}</span>`}</span>
      </td>
      <td data-label="Next change">
        <span>${nextText(queue, nowMs) ?? messages.noGapShort}</span>
      </td>
      <td data-label=${messages.upcomingGaps}>
        ${gaps === 0 ? (queue.hasShifts ? 'none' : 'no shifts') : String(gaps)}
      </td>
    </tr>`;
  }
}
