import { callForHelp, getAssistance, stepAssistance, type AssistanceRequest } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Doing } from '../controllers/doing.js';
import { announce } from '../events.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { controls } from '../look/controls.js';
import { forms } from '../look/forms.js';
import { requestText } from '../words/desk-text.js';
import { field, troubleLine } from './form-fields.js';

/** The desk's one button for help, and the requests that are open for it. */
@customElement('help-call')
export class HelpCall extends LitElement {
  static override styles = [base, controls, forms];

  @property() queue = '';
  /** Changes with every heartbeat: then the requests are read again. */
  @property({ attribute: false }) beat: unknown;
  @state() private requests: AssistanceRequest[] = [];
  @state() private note = '';
  #doing = new Doing(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue') || changed.has('beat')) void this.#load();
  }

  /** What cannot be read now is read with the next heartbeat. */
  async #load(): Promise<void> {
    const { queue } = this;
    const list = await getAssistance(here).catch(() => undefined);
    if (list === undefined || queue !== this.queue) return;
    this.requests = list.requests.filter((request) => request.queue === queue && request.overAt === null);
  }

  async #call(event: Event): Promise<void> {
    event.preventDefault();
    const note = this.note.trim();
    const called = await this.#doing.run(() => callForHelp(here, this.queue, note ? { note } : {}));
    if (called) {
      this.note = '';
      announce(this, 'Help is asked for. Who takes it is shown here.');
    }
    await this.#load();
  }

  async #cover({ id, version }: AssistanceRequest): Promise<void> {
    const moved = await this.#doing.run(() => stepAssistance(here, id, { step: 'covered', version }));
    if (moved) announce(this, 'Said: the desk can cope again.');
    await this.#load();
  }

  override render(): TemplateResult {
    return html`<section class="form" aria-labelledby="help">
      <h2 id="help">Swamped?</h2>
      ${this.requests.length === 0 ? null : this.#open()}
      <form @submit=${(event: Event) => void this.#call(event)}>
        <div class="fields">
          ${field({ label: 'What helpers should know (nothing about a patron)', value: this.note, required: false, most: 500, wide: true, onInput: (value) => (this.note = value) })}
        </div>
        ${troubleLine(this.#doing.trouble)}
        <div class="actions">
          <button type="submit" class="button primary" ?disabled=${this.#doing.busy}>
            We are swamped: ask for help
          </button>
        </div>
      </form>
    </section>`;
  }

  #open(): TemplateResult {
    return html`<ul class="plain-list">
      ${this.requests.map(
        (request) =>
          html`<li class="actions">
            <span>${requestText(request, Date.now())}</span>
            ${
              request.may.includes('covered')
                ? html`<button
                    type="button"
                    class="button"
                    ?disabled=${this.#doing.busy}
                    @click=${() => void this.#cover(request)}
                  >
                    We can cope again
                  </button>`
                : null
            }
          </li>`,
      )}
    </ul>`;
  }
}
