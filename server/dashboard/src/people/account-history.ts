import { getAccountAudit, type AuditEntry, type ListedAccount } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { connection } from '../ui/connection.js';
import { accountEntryText } from '../i18n/account-text.js';
import { instantText } from '../i18n/clock-text.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { troubleLine } from '../ui/form-fields.js';

/** At most this many of the latest entries are listed. */
const MAX_SHOWN = 20;

/** Sign-ins, invitations and endings of an account, latest first. */
@customElement('account-history')
export class AccountHistory extends DashboardElement {
  @property({ attribute: false }) account!: ListedAccount;
  @state() private entries: AuditEntry[] | undefined;
  #mutation = new Mutation(this);

  async #load(): Promise<void> {
    this.entries =
      (await this.#mutation.run(() => getAccountAudit(connection, this.account.id)))?.entries ?? this.entries;
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => void ((event.target as HTMLDetailsElement).open && this.#load())}>
      <summary>History<span class="visually-hidden"> of ${this.account.label}</span></summary>
      ${this.entries === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : this.#list(this.entries)}
      ${troubleLine(this.#mutation.trouble)}
    </details>`;
  }

  #list(entries: AuditEntry[]): TemplateResult {
    if (entries.length === 0) return html`<p class="soft">${messages.noHistory}</p>`;
    return html`<ol class="plain-list">
      ${entries
        .slice(0, MAX_SHOWN)
        .map(
          (entry) =>
            html`<li>
              ${accountEntryText(entry)} <span class="soft small">· ${entry.by}, ${instantText(entry.at)}</span>
            </li>`,
        )}
    </ol>`;
  }
}
