import { callForHelp, getAssistance, getLibraries, type AssistanceRequest } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Doing } from '../../controllers/doing.js';
import { Live } from '../../controllers/live.js';
import { announce } from '../../events.js';
import { here } from '../../here.js';
import { base } from '../../look/base.js';
import { controls } from '../../look/controls.js';
import { forms } from '../../look/forms.js';
import { serverNowMs } from '../../server-clock.js';
import { isOpen, type LibraryNames } from '../../words/help-text.js';
import { field, troubleLine } from '../form-fields.js';
import './help-request.js';

/** A desk's session knows of no library's zone: whoever sits at it is told by their own clock. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The desk's one button for help, and below it, where they push it nowhere, the requests that are open. */
@customElement('help-call')
export class HelpCall extends LitElement {
  static override styles = [base, controls, forms];

  @property() queue = '';
  /** The queue's name. */
  @property() name = '';
  @state() private requests: AssistanceRequest[] = [];
  @state() private names: LibraryNames = new Map();
  @state() private note = '';
  #doing = new Doing(this);

  constructor() {
    super();
    new Live(this, ['requests'], () => this.#load());
    this.addEventListener('ask-changed', () => void this.#load());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) void this.#load();
  }

  /** What cannot be read now is read a little later. */
  async #load(): Promise<void> {
    const { queue } = this;
    const read = await Promise.all([getAssistance(here), getLibraries(here)]).catch(() => undefined);
    if (read === undefined || queue !== this.queue) return;
    const [{ requests }, { libraries }] = read;
    this.names = new Map(libraries.map(({ id, name }) => [id, name]));
    this.requests = requests.filter((request) => request.queue === queue && isOpen(request));
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

  override render(): TemplateResult {
    return html`<section class="form" aria-labelledby="help">
      <h2 id="help">Swamped?</h2>
      <form @submit=${(event: Event) => void this.#call(event)}>
        <div class="fields">
          ${field({ label: 'What helpers should know (nothing about a patron)', value: this.note, required: false, most: 500, wide: true, onInput: (value) => (this.note = value) })}
        </div>
        ${troubleLine(this.#doing.trouble)}
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled=${this.#doing.busy ? 'true' : 'false'}>
            We are swamped: ask for help
          </button>
        </div>
      </form>
      ${repeat(
        this.requests,
        ({ id }) => id,
        (request) =>
          html`<help-request
            .request=${request}
            .desk=${this.name}
            .zone=${ownZone}
            .names=${this.names}
            .nowMs=${serverNowMs()}
          ></help-request>`,
      )}
    </section>`;
  }
}
