import { getQueues, type QueueHoursList, type Session } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Loading } from '../controllers/loading.js';
import { VisibleAgain } from '../controllers/visible-again.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import '../parts/closing-form.js';
import '../parts/notice-card.js';
import '../parts/queue-hours.js';

/** When a library's desks promise to answer, and the closings. */
@customElement('hours-page')
export class HoursPage extends LitElement {
  static override styles = [base, page];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;

  #queues = new Loading<QueueHoursList>(this);

  constructor() {
    super();
    new VisibleAgain(this, () => void this.#ask());
    this.addEventListener('ask-changed', () => void this.#ask());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#ask(false);
  }

  async #ask(keep = true): Promise<void> {
    const { library } = this;
    await this.#queues.ask(() => getQueues(here, library), { keep });
  }

  override render(): TemplateResult {
    const { state, failure } = this.#queues;
    return html`<div class="top">
        <div>
          <h1 tabindex="-1">Hours and closings</h1>
          <p class="soft">${this.name}</p>
        </div>
      </div>
      <div class="stack" aria-busy=${state.step === 'waiting' ? 'true' : 'false'}>
        ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask()}></notice-card>`}
        ${state.last ? this.#body(state.last) : null}
        ${state.step === 'waiting' && !state.last ? html`<p class="panel soft">Reading the hours…</p>` : null}
      </div>`;
  }

  #body({ queues }: QueueHoursList): TemplateResult {
    const { role, libraries } = this.session;
    const editable = queues.filter((queue) => queue.editable);
    if (queues.length === 0) return html`<p class="panel">The cooperative’s file names no desk for this library.</p>`;
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
