import { EMAIL_FRESH_MINUTES, getOwnEmail, setOwnEmail, type AccountEmail } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { LiveQuery } from '../ui/live-query.js';
import { connection } from '../ui/connection.js';
import { pageHref, signInHref } from '../ui/route.js';
import { ownEmailText, pendingEmailText, savedEmailText } from '../i18n/account-text.js';
import { ASK_FOR_EMAIL, notSetUpText, whoSetsUpText } from '../i18n/not-set-up.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { troubleLine } from '../ui/form-fields.js';
import '../ui/notice-card.js';

/** The address to which the reader's sign-in links are mailed, with a form that changes it. */
@customElement('own-email')
export class OwnEmail extends DashboardElement {
  @property({ attribute: false }) isCoordinator = false;
  /** No change of accounts is reported to pages: every half minute, and when the tab is seen again. */
  #stored = new LiveQuery<AccountEmail>(this, [], () => getOwnEmail(connection));
  #draft = new Draft<{ email: string }>(this, {
    words: () => ({ email: this.#stored.last?.email ?? '' }),
    revision: () => this.#stored.last?.revision ?? 0,
    reread: () => this.#stored.ask(),
  });

  protected override firstUpdated(): void {
    void this.#stored.ask();
  }

  async #save(email: string): Promise<void> {
    await this.#draft.save(
      (_typed, revision) => setOwnEmail(connection, { email: email === '' ? null : email, revision }),
      savedEmailText,
    );
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
      ${
        isAvailable
          ? null
          : html`<p>
              ${notSetUpText()}
              ${this.isCoordinator ? whoSetsUpText(true) : html`<a class="screen-only" href=${pageHref('problems')}>${ASK_FOR_EMAIL}</a>`}
            </p>`
      }
      ${pending === null ? null : html`<p>${pendingEmailText(pending)}</p>`}
      ${
        setsIt
          ? html`<details class="small">
              <summary>${messages.howUsed}</summary>
              <p>${note}</p>
            </details>`
          : null
      }
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
    return html`${troubleLine(this.#draft.trouble)}
      <div class="actions screen-only">${button}</div>`;
  }

  #form({ email }: AccountEmail): TemplateResult {
    const draft = this.#draft;
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.#save(draft.words.email.trim());
    };
    return html`<details>
      <summary>${email === null ? messages.addEmail : messages.changeEmail}</summary>
      <form @submit=${submit}>
        <div class="fields">
          ${draft.field('email', { label: messages.ownEmailField, type: 'email', most: 254, required: false, wide: true })}
        </div>
        ${draft.isTheirsShown ? draft.line(messages.emailChangedMeanwhile(email)) : troubleLine(draft.trouble)}
        <div class="actions screen-only">
          <button type="submit" class="button" aria-disabled=${draft.busy ? 'true' : 'false'}>
            ${messages.saveEmail}
          </button>
        </div>
      </form>
    </details>`;
  }
}
