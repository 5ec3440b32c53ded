import { EMAIL_FRESH_MINUTES, getOwnEmail, setOwnEmail, type AccountEmail } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { BegunOn } from '../ui/begun-on.js';
import { LiveQuery } from '../ui/live-query.js';
import { announce } from '../ui/events.js';
import { connection } from '../app/connection.js';
import { signInHref } from '../app/route.js';
import { errorsAt } from '../logic/field-errors.js';
import { ownEmailText, pendingEmailText, savedEmailText } from '../i18n/account-text.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import '../ui/notice-card.js';

/** The address to which the reader's sign-in links are mailed, with a form that changes it. */
@customElement('own-email')
export class OwnEmail extends DashboardElement {
  @property({ attribute: false }) isCoordinator = false;
  /** What is typed; undefined: the stored address stands in the field. */
  @state() private typed: string | undefined;
  /** No change of accounts is reported to pages: every half minute, and when the tab is seen again. */
  #stored = new LiveQuery<AccountEmail>(this, [], () => getOwnEmail(connection));
  #begun = new BegunOn(this, () => this.#stored.last?.revision ?? 0);
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#stored.ask();
  }

  async #save(email: string): Promise<void> {
    const change = { email: email === '' ? null : email, revision: this.#begun.value };
    const saved = await this.#mutation.run(() => setOwnEmail(connection, change));
    if (saved === undefined) {
      if (this.#mutation.trouble?.code !== 'stale-revision') return;
      this.#begun.refuse();
      await this.#stored.ask();
      return;
    }
    this.typed = undefined;
    this.#begun.end();
    await this.#stored.ask();
    announce(this, savedEmailText(saved));
  }

  override render(): TemplateResult {
    const { failure, last } = this.#stored;
    return html`<section class="form" aria-labelledby="email">
      <h2 id="email">${messages.ownEmail}</h2>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#stored.ask()}></notice-card>`}
      ${last ? this.#shown(last) : html`<p class="soft">${ONE_MOMENT}</p>`}
    </section>`;
  }

  #shown(stored: AccountEmail): TemplateResult {
    const { email, pending, isAvailable, changeableUntil } = stored;
    const setsIt = isAvailable || this.isCoordinator;
    const note = isAvailable ? messages.ownEmailNote : messages.ownEmailUnavailable;
    return html`<p>${ownEmailText(stored)}</p>
      ${pending === null ? null : html`<p>${pendingEmailText(pending)}</p>`}
      <p class="small soft">${setsIt ? note : messages.coordinatorSetsEmail}</p>
      ${
        changeableUntil === null
          ? this.#signInAgain()
          : setsIt
            ? this.#form(stored)
            : email === null
              ? null
              : this.#actions(
                  html`<button type="button" class="button" @click=${() => void this.#save('')}>
                    ${messages.removeEmail}
                  </button>`,
                )
      }`;
  }

  #signInAgain(): TemplateResult {
    return html`<p class="small">${messages.signInToChange(EMAIL_FRESH_MINUTES)}</p>
      ${this.#actions(html`<a class="button" href=${signInHref(new URL(location.href))}>${messages.signInAgain}</a>`)}`;
  }

  #actions(button: TemplateResult): TemplateResult {
    return html`${troubleLine(this.#mutation.trouble)}
      <div class="actions screen-only">${button}</div>`;
  }

  #form({ email }: AccountEmail): TemplateResult {
    const { errors, trouble } = this.#mutation;
    const emailFaults = errorsAt(errors, 'email');
    // The address is read again after a refusal: until then the server's sentence is true, and ours is not.
    const isTheirsShown = trouble?.code === 'stale-revision' && this.#begun.hasChanged;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#save((this.typed ?? email ?? '').trim());
    };
    return html`<form @submit=${submit}>
      <div class="fields">
        ${field({
          label: messages.ownEmailField,
          value: this.typed ?? email ?? '',
          type: 'email',
          most: 254,
          required: false,
          wide: true,
          fault: emailFaults.length > 0 ? 'email-fault' : undefined,
          onInput: (value) => {
            this.#begun.begin();
            this.typed = value;
          },
        })}
      </div>
      ${faults('email-fault', emailFaults)}
      ${isTheirsShown ? html`<p class="trouble">${messages.emailChangedMeanwhile(email)}</p>` : troubleLine(trouble)}
      <div class="actions screen-only">
        <button type="submit" class="button" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.saveEmail}
        </button>
      </div>
    </form>`;
  }
}
