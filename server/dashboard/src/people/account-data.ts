import {
  deleteAccountData,
  endAccountToken,
  getAccountTokens,
  toAccountDataUrl,
  type ListedAccount,
  type ListedToken,
  type TokenList,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/people.js';
import { messages as tokenMessages } from '../i18n/tokens.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import '../ui/notice-card.js';
import './account-credentials.js';
import './token-list.js';

/** What the coordinator does with what is kept about an account: its API tokens, a copy of its data, and its deletion. */
@customElement('account-data')
export class AccountDataPart extends DashboardElement {
  static override styles = confirmation;

  @property({ attribute: false }) account!: ListedAccount;
  #tokens = new Query<TokenList>(this);
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  #load(): Promise<unknown> {
    return this.#tokens.ask(() => getAccountTokens(connection, this.account.id));
  }

  async #delete(): Promise<void> {
    const { id, label } = this.account;
    const done = await this.#mutation.run(() => deleteAccountData(connection, id), messages.dataDeleted(label));
    await this.#confirmation.end();
    if (!done) return;
    reportChanged(this);
    this.dispatchEvent(new Event('ask-row-gone', { bubbles: true, composed: true }));
  }

  override render(): TemplateResult {
    const { id, label } = this.account;
    return html`<details @toggle=${(event: Event) => void ((event.target as HTMLDetailsElement).open && this.#load())}>
      <summary>${messages.tokensAndData}<span class="visually-hidden"> of ${label}</span></summary>
      ${this.#tokenList()}
      <div class="actions">
        <a class="button" href=${toAccountDataUrl(connection, id)} download
          >${messages.downloadData}<span class="visually-hidden"> of ${label}</span></a
        >
        ${this.#deletion()}
      </div>
      ${troubleLine(this.#mutation.trouble)}
    </details>`;
  }

  #tokenList(): TemplateResult {
    const { failure, state } = this.#tokens;
    if (failure !== undefined)
      return html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`;
    if (state.last === undefined) return html`<p class="soft">${ONE_MOMENT}</p>`;
    return html`<token-list
      .tokens=${state.last.tokens}
      none=${tokenMessages.noneOfAccount}
      .end=${({ id }: ListedToken) => endAccountToken(connection, this.account.id, id)}
      @ask-changed=${() => void this.#load()}
    ></token-list>`;
  }

  /** The confirmation stands in the place of its button. */
  #deletion(): TemplateResult {
    const { id, label, isYou } = this.account;
    if (this.#confirmation.isAbout(id))
      return this.#confirmation.show(id, {
        words: html`${messages.deleteDataSure(label)} ${isYou ? messages.endOwn : null}
          <account-credentials .account=${this.account}></account-credentials>`,
        yes: messages.deleteDataYes,
        about: `for ${label}`,
        isBusy: this.#mutation.busy,
        onYes: () => void this.#delete(),
      });
    return html`<button type="button" class="button" id="ask-${id}" @click=${() => void this.#confirmation.ask(id)}>
      ${messages.deleteData}<span class="visually-hidden"> of ${label}</span>
    </button>`;
  }
}
