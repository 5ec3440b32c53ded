import { getAccountCredentials, type CredentialList, type ListedAccount } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { CREDENTIAL_WORDS, messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';
import '../ui/notice-card.js';

/** What stops working with an account, before the coordinator ends it. */
@customElement('account-credentials')
export class AccountCredentials extends DashboardElement {
  @property({ attribute: false }) account!: ListedAccount;
  #credentials = new Query<CredentialList>(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load(): Promise<unknown> {
    return this.#credentials.ask(() => getAccountCredentials(connection, this.account.id));
  }

  override render(): TemplateResult {
    const { failure, state } = this.#credentials;
    if (failure !== undefined)
      return html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`;
    const credentials = state.last?.credentials;
    if (credentials === undefined) return html`<p class="soft">${ONE_MOMENT}</p>`;
    if (credentials.length === 0) return html`<p>${messages.noCredentials}</p>`;
    return html`<p>${messages.credentialsEnd}</p>
      <ul>
        ${credentials.map(({ kind, name }) => html`<li>${CREDENTIAL_WORDS[kind]}: ${name}</li>`)}
      </ul>`;
  }
}
