import {
  endAccount,
  endAccountSessions,
  inviteAgain,
  withdrawInvitations,
  type InvitationLink,
  type ListedAccount,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { Mutation } from '../ui/mutation.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { MoreRows, moreRows } from '../ui/more-rows.js';
import { WideTable } from '../ui/wide-table.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { table } from '../styles/table.js';
import {
  accessText,
  manyBrowsersText,
  mayText,
  invitedText,
  linkNewsText,
  ROLE_WORDS,
  activeText,
} from '../i18n/account-text.js';
import { messages } from '../i18n/people.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { troubleLine } from '../ui/form-fields.js';
import './account-credentials.js';
import './account-data.js';
import './account-history.js';
import './account-role.js';
import './invitation-card.js';

/** The accounts, one row each, with the coordinator's actions. */
@customElement('account-table')
export class AccountTable extends DashboardElement {
  static override styles = [
    table,
    moreRows,
    confirmation,
    css`
      invitation-card {
        display: block;
        margin-bottom: var(--space-5);
      }

      .day {
        white-space: nowrap;
      }

      .manage[open] > * + * {
        margin-block-start: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) accounts: ListedAccount[] = [];
  @state() private made: InvitationLink | undefined;
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  #more = new MoreRows(this);

  protected readonly keptFocus = new KeepFocus(this, 'caption');
  protected readonly wideTable = new WideTable(this);

  async #do(action: () => Promise<unknown>, words: string): Promise<void> {
    const done = await this.#mutation.run(action, words);
    if (!done) return;
    reportChanged(this);
  }

  async #inviteAgain(account: ListedAccount): Promise<void> {
    const made = await this.#mutation.run(
      () => inviteAgain(connection, account.id),
      (done) => `${messages.newLinkMade(account.label)} ${linkNewsText(done)}`,
    );
    if (made === undefined) return;
    this.made = made;
    reportChanged(this);
  }

  async #end(account: ListedAccount): Promise<void> {
    if (this.made?.account.id === account.id) this.made = undefined;
    await this.#do(() => endAccount(connection, account.id), `Ended: ${account.label}.`);
    await this.#confirmation.end();
    // The row will be removed, and the table too if it was the last row.
    if (this.#mutation.trouble === undefined) this.dispatchEvent(new Event('ask-row-gone'));
  }

  override render(): TemplateResult {
    return html`${this.made ? html`<invitation-card .made=${this.made}></invitation-card>` : null}
      ${troubleLine(this.#mutation.trouble)}
      <div class="wide" role="region" aria-labelledby="caption">
        <table class="cards">
          <caption id="caption" tabindex="-1" class="visually-hidden">
            ${messages.accountsTable}
          </caption>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" class="narrow">${uiMessages.more}</th>
              <th scope="col">${messages.may}</th>
              <th scope="col">${messages.lastActive}</th>
              <th scope="col">Access now</th>
              <th scope="col" class="screen-only">Actions</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              this.accounts,
              ({ id }) => id,
              (account) => this.#row(account),
            )}
          </tbody>
        </table>
      </div>`;
  }

  #row(account: ListedAccount): TemplateResult {
    const invited = invitedText(account);
    const browsers = manyBrowsersText(account);
    return html`<tr data-account=${account.label}>
      <th scope="row">
        ${account.label}${account.isYou ? ' (you)' : ''} <span class="sub">${ROLE_WORDS[account.role]}</span>
        ${browsers === null ? null : html`<span class="sub"><strong>${browsers}</strong></span>`}
        ${account.signsInBy === 'organization' ? html`<span class="sub">${messages.byOrganization}</span>` : null}
        ${
          account.email === null
            ? null
            : html`<span class="sub"
                >${account.email}${account.isEmailConfirmed ? null : ` (${messages.emailNotConfirmed})`}</span
              >`
        }
      </th>
      ${this.#more.button(String(account.id), account.label, { narrow: true })}
      <td class="in-more" data-label=${messages.may}>${mayText(account)}</td>
      <td class="day" data-label=${messages.lastActive}>${activeText(account)}</td>
      <td class="in-more" data-label="Access now">
        <div>
          <div>${accessText(account)}</div>
          ${invited === null ? null : html`<div class="soft">${invited}</div>`}
        </div>
      </td>
      <td data-label="" class="screen-only in-more">
        <details class="manage">
          <summary class="button">${messages.manage}<span class="visually-hidden"> ${account.label}</span></summary>
          ${this.#confirmation.isAbout(account.id) ? this.#sure(account) : this.#actions(account)}
          ${
            account.role === 'desk' || account.signsInBy === 'organization'
              ? null
              : html`<account-role .account=${account}></account-role>`
          }
          <account-history .account=${account}></account-history>
          <account-data .account=${account}></account-data>
        </details>
      </td>
    </tr>`;
  }

  #button(words: string, account: ListedAccount, onClick: () => void, id = ''): TemplateResult {
    return html`<button
      type="button"
      class="button"
      id=${id || `${words.split(' ')[0]!.toLowerCase()}-of-${account.id}`}
      aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
      @click=${onClick}
    >
      ${words}<span class="visually-hidden"> for ${account.label}</span>
    </button>`;
  }

  #actions(account: ListedAccount): TemplateResult {
    const { id, label, email } = account;
    return html`<div class="actions">
      ${
        account.signsInBy === 'organization'
          ? null
          : this.#button(WORDS.makeNewLink, account, () => void this.#inviteAgain(account))
      }
      ${
        account.invitedUntil === null
          ? null
          : this.#button(
              WORDS.withdrawLink,
              account,
              () => void this.#do(() => withdrawInvitations(connection, id), messages.linkWithdrawn(label)),
            )
      }
      ${
        account.sessions === 0
          ? null
          : this.#button(
              messages.signOutEverywhere,
              account,
              () => void this.#do(() => endAccountSessions(connection, id), messages.signedOutEverywhere(label, email)),
            )
      }
      ${this.#button('End account', account, () => void this.#confirmation.ask(id), `ask-${id}`)}
    </div>`;
  }

  #sure(account: ListedAccount): TemplateResult {
    const { id, label, isYou, role, signsInBy } = account;
    return this.#confirmation.show(id, {
      words: html`End ${label}? ${messages.endingExplained} ${isYou ? messages.endOwn : messages.endOther}
        ${role === 'desk' ? messages.endDesk : null}${signsInBy === 'organization' ? messages.endByOrganization : null}
        <account-credentials .account=${account}></account-credentials>`,
      yes: WORDS.endYes,
      about: `for ${label}`,
      isBusy: this.#mutation.busy,
      onYes: () => void this.#end(account),
    });
  }
}
