import { getOwnEmail, setOwnEmail, type AccountEmail } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import { announce } from '../ui/events.js';
import { connection } from '../app/connection.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { forms } from '../styles/forms.js';
import { errorsAt } from '../logic/hours-draft.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import '../ui/notice-card.js';

/** The address to which the reader's sign-in links are mailed, with a form that changes it. */
@customElement('own-email')
export class OwnEmail extends LitElement {
  static override styles = [base, controls, forms];

  @state() private typed = '';
  #stored = new Query<AccountEmail>(this);
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    const answer = await this.#stored.ask(() => getOwnEmail(connection));
    if (answer.step === 'done') this.typed = answer.last.email ?? '';
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const email = this.typed.trim();
    const saved = await this.#mutation.run(() => setOwnEmail(connection, email === '' ? null : email));
    if (saved === undefined) return;
    announce(this, saved.email === null ? messages.emailRemoved : messages.emailSaved(saved.email));
  }

  override render(): TemplateResult {
    const { failure, state: load } = this.#stored;
    return html`<section class="form" aria-labelledby="email">
      <h2 id="email">${messages.ownEmail}</h2>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${load.last ? this.#form(load.last) : html`<p class="soft">${ONE_MOMENT}</p>`}
    </section>`;
  }

  #form({ isAvailable }: AccountEmail): TemplateResult {
    const emailFaults = errorsAt(this.#mutation.errors, 'email');
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      <p class="small soft">${isAvailable ? messages.ownEmailNote : messages.ownEmailUnavailable}</p>
      <div class="fields">
        ${field({
          label: messages.ownEmailField,
          value: this.typed,
          type: 'email',
          most: 254,
          required: false,
          wide: true,
          fault: emailFaults.length > 0 ? 'email-fault' : undefined,
          onInput: (value) => (this.typed = value),
        })}
      </div>
      ${faults('email-fault', emailFaults)} ${troubleLine(this.#mutation.trouble)}
      <div class="actions screen-only">
        <button type="submit" class="button" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.saveEmail}
        </button>
      </div>
    </form>`;
  }
}
