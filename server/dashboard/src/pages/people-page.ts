import type { QueueHours, Session } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Queues } from '../controllers/queues.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import '../parts/queue-desks.js';
import { queuesPage } from '../parts/queues-page.js';
import '../parts/recipient-list.js';

/** Who is told of a gap, and which desks say that they are there. */
@customElement('people-page')
export class PeoplePage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;

  #queues = new Queues(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.#queues.of(this.library);
  }

  override render(): TemplateResult {
    return queuesPage('People and desks', this.name, this.#queues, (queues) => this.#body(queues));
  }

  #body(queues: QueueHours[]): TemplateResult {
    return html`<recipient-list class="panel" .library=${this.library} .reader=${this.session.role}></recipient-list>
      ${queues.map((queue) => html`<queue-desks class="panel" .queue=${queue}></queue-desks>`)}`;
  }
}
