import type { QueueNow } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ListPage } from '../ui/list-page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { SteadyOrder } from '../ui/steady-order.js';
import { WideTable } from '../ui/wide-table.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/coverage.js';
import { tierText } from '../i18n/hours-text.js';
import { momentText } from '../i18n/moment-text.js';
import { freshText, isUnstaffed, queueWord, seenText, shouldText } from '../i18n/queue-now-text.js';
import { nowTable } from './now-table.js';

const DESKS = {
  id: 'queues',
  heading: 'Desks',
  caption: messages.desksNowCaption,
  columns: ['Desk', 'Now', messages.shouldBeThere, 'Seen', 'Next change', messages.upcomingGaps],
  what: 'desks',
  find: messages.findDesk,
  isOpen: matchMedia('(min-width: 48rem)').matches,
};

/** Every desk now, worst first. */
@customElement('queues-now')
export class QueuesNow extends DashboardElement {
  static override styles = [
    table,
    tones,
    css`
      h2 {
        display: inline;
      }

      .trouble-list {
        margin-bottom: var(--space-3);
      }
    `,
  ];

  /** In the server's order: worst first. */
  @property({ attribute: false }) queues: readonly QueueNow[] = [];
  @property({ type: Number }) total = 0;
  @property({ attribute: false }) asked!: ListPage;
  @property({ type: Number }) nowMs = 0;
  #order = new SteadyOrder<QueueNow>(this, ({ queue }) => queue);

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const table = nowTable(
      DESKS,
      this,
      repeat(
        this.#order.order(this.queues),
        ({ queue }) => queue,
        (queue) => this.#row(queue),
      ),
    );
    return html`${this.#trouble()}${table}`;
  }

  /** On a phone the table is behind a press: what is wrong is not. */
  #trouble(): TemplateResult | null {
    const inTrouble = this.queues.filter((queue) => queue.kind === 'uncovered' || isUnstaffed(queue));
    if (inTrouble.length === 0) return null;
    return html`<ul class="plain-list trouble-list">
      ${inTrouble.map((queue) => {
        const { word, tone } = queueWord(queue);
        return html`<li>${queue.name} <span class="chip ${tone}">${word}</span></li>`;
      })}
    </ul>`;
  }

  #row(queue: QueueNow): TemplateResult {
    const { nowMs } = this;
    const { word, tone } = queueWord(queue);
    const fresh = freshText(queue, undefined, nowMs);
    const gaps = queue.forecastGaps.length;
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
        ${queue.nextChange === null ? messages.noGapShort : momentText(queue.nextChange, queue.zone, nowMs)}
      </td>
      <td data-label=${messages.upcomingGaps}>
        ${gaps === 0 ? (queue.hasShifts ? 'none' : 'no shifts') : String(gaps)}
      </td>
    </tr>`;
  }
}
