import type { QueueHours } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import './queue-shifts.js';
import { QueuesPage } from '../ui/queues-page.js';

/** Who is scheduled at a library's desks. */
@customElement('shifts-page')
export class ShiftsPage extends QueuesPage {
  protected readonly heading = 'Shifts';

  protected body(queues: QueueHours[]): TemplateResult {
    return html`${queues.map((queue) => html`<queue-shifts class="panel" .queue=${queue} .library=${this.library}></queue-shifts>`)}`;
  }
}
