import type { QueueHours, Session } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Queues } from '../controllers/queues.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import '../parts/closing-form.js';
import '../parts/queue-hours.js';
import { queuesPage } from '../parts/queues-page.js';

/** When a library's desks promise to answer, and the closings. */
@customElement('hours-page')
export class HoursPage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;

  #queues = new Queues(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.#queues.of(this.library);
  }

  override render(): TemplateResult {
    return queuesPage('Hours and closings', this.name, this.#queues, (queues) => this.#body(queues));
  }

  #body(queues: QueueHours[]): TemplateResult {
    const { role, libraries } = this.session;
    const editable = queues.filter((queue) => queue.editable);
    return html`${
      editable.length === 0
        ? null
        : html`<closing-form
            class="panel screen-only"
            .queues=${editable}
            ?more=${role === 'coordinator' || libraries.length > 1}
          ></closing-form>`
    }
    ${queues.map((queue) => html`<queue-hours class="panel" .queue=${queue}></queue-hours>`)}`;
  }
}
