import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Queues } from '../controllers/queues.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import '../parts/queue-shifts.js';
import { queuesPage } from '../parts/queues-page.js';

/** Who is scheduled at a library's desks. */
@customElement('shifts-page')
export class ShiftsPage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';

  #queues = new Queues(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.#queues.of(this.library);
  }

  override render(): TemplateResult {
    return queuesPage(
      'Shifts',
      this.name,
      this.#queues,
      (queues) => html`${queues.map((queue) => html`<queue-shifts class="panel" .queue=${queue}></queue-shifts>`)}`,
    );
  }
}
