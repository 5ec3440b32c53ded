import type { QueueHours, Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../closing/desk-closing.js';
import './closing-form.js';
import '../message/message-panel.js';
import './queue-hours.js';
import { messages } from '../i18n/schedule.js';
import { readerMayChange } from '../ui/reader.js';
import { QueuesPage } from '../ui/queues-page.js';

/** The service hours and closings of a library's desks, and what patrons read beside the button meanwhile. */
@customElement('hours-page')
export class HoursPage extends QueuesPage {
  @property({ attribute: false }) session!: Session;

  protected readonly heading = messages.heading;

  protected body(queues: QueueHours[]): TemplateResult {
    const { libraries } = this.session;
    const editable = queues.filter((queue) => queue.editable);
    return html`${
        editable.length === 0 ? null : html`<closing-form class="panel screen-only" .queues=${editable}></closing-form>`
      }
      ${readerMayChange() && libraries.length > 1 ? html`<desk-closing class="panel screen-only"></desk-closing>` : null}
      ${queues.map((queue) => this.#hours(queue))}
      <message-panel class="panel" .library=${this.library}></message-panel>`;
  }

  /** A shared desk's hours are behind its name where the reader cannot change them. */
  #hours(queue: QueueHours): TemplateResult {
    if (queue.editable || queue.tier === 'local')
      return html`<queue-hours class="panel" .queue=${queue}></queue-hours>`;
    return html`<details class="panel">
      <summary>${queue.name}</summary>
      <queue-hours .queue=${queue}></queue-hours>
    </details>`;
  }
}
