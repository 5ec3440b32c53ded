import { getQueues, type QueueHours, type QueueHoursList } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { LiveQuery } from './live-query.js';
import { connection } from './connection.js';
import { messages, ONE_MOMENT } from '../i18n/ui.js';
import { page } from '../styles/page.js';
import './notice-card.js';
import { DashboardElement } from './dashboard-element.js';
import { pageTop } from './page-top.js';

/** A page about a library's desks: the heading, then its body, or why it cannot be shown. */
export abstract class QueuesPage extends DashboardElement {
  static override styles = page;

  @property() library = '';
  @property() name = '';

  protected abstract readonly heading: string;
  /** Without a desk, what is the library's own. */
  protected abstract body(queues: QueueHours[]): TemplateResult;

  #queues = new LiveQuery<QueueHoursList>(this, ['queue', 'schedule', 'presence'], () =>
    getQueues(connection, this.library),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#queues.ask({ keep: false });
  }

  override render(): TemplateResult {
    const { last, failure } = this.#queues;
    return html`${pageTop(this.heading, this.name)}
      <div class="stack" aria-busy=${last || failure ? 'false' : 'true'}>
        ${failure === undefined ? null : html`<notice-card .failure=${failure} ?announced=${last !== undefined} @ask-retry=${() => void this.#queues.ask()}></notice-card>`}
        ${last ? this.#desks(last.queues) : failure === undefined ? html`<p class="panel soft">${ONE_MOMENT}</p>` : null}
      </div>`;
  }

  #desks(queues: QueueHours[]): TemplateResult {
    return html`${queues.length === 0 ? html`<p class="panel">${messages.noDesk}</p>` : null} ${this.body(queues)}`;
  }
}
