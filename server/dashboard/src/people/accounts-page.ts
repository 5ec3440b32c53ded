import { getAccounts, type AccountList, type Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { ListPage } from '../ui/list-page.js';
import { pageTop } from '../ui/page-top.js';
import { Query } from '../ui/query.js';
import { addressValue } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { readerLibraries } from '../ui/reader.js';
import { page } from '../styles/page.js';
import { accountsText } from '../i18n/account-text.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import './account-table.js';
import './invite-form.js';
import '../ui/notice-card.js';
import '../ui/page-bar.js';
import { serverNowMs } from '../ui/server-clock.js';
import { hasSecondColumn } from '../ui/window-width.js';
import '../ui/search-field.js';

/** The coordinator's list of who may sign in. */
@customElement('accounts-page')
export class AccountsPage extends DashboardElement {
  static override styles = page;

  @property({ attribute: false }) session!: Session;
  /** The desk to invite, if a link of its page led here. */
  @property({ attribute: false }) queue: string | null = null;
  /** The library to invite a liaison of, if a link led here. */
  #library = readerLibraries().find(({ id }) => id === addressValue('library')) ?? null;
  /** Beside the list. Else the form is folded above it; not unfolded by a turn, which would lose what is typed. */
  #isBeside = hasSecondColumn();
  #list = new Query<AccountList>(this);
  #page = new ListPage(this, () => void this.#load(), 'q');

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    const answer = await this.#list.ask(() => getAccounts(connection, this.#page.query));
    if (answer.step === 'done') this.#page.fit(answer.last.total);
  }

  override render(): TemplateResult {
    const { failure, state: load } = this.#list;
    return html`${pageTop('Accounts', load.last ? accountsText(load.last, serverNowMs()) : '')}
      <div class="beside">
        ${this.#isBeside ? null : this.#inviteForm()}
        <section class="panel form" aria-labelledby="list">
          <h2 id="list" tabindex="-1">${messages.accounts}</h2>
          <search-field
            label=${messages.findAccount}
            .text=${this.#page.q}
            @ask-search=${({ detail }: CustomEvent<string>) => this.#page.search(detail)}
          ></search-field>
          ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
          ${load.last ? this.#found(load.last) : html`<p class="soft">${ONE_MOMENT}</p>`}
        </section>
        ${this.#isBeside ? this.#inviteForm() : null}
      </div>`;
  }

  #inviteForm(): TemplateResult {
    const form = html`<invite-form
      .queue=${this.queue}
      .library=${this.#library}
      @ask-changed=${() => void this.#load()}
    ></invite-form>`;
    return !this.#isBeside && this.queue === null && this.#library === null
      ? html`<details class="panel">
          <summary class="button primary">${messages.invite}</summary>
          ${form}
        </details>`
      : html`<div class="panel">${form}</div>`;
  }

  #found({ accounts, total }: AccountList): TemplateResult {
    return html`<p role="status" class="visually-hidden">${countedText(total, 'account')}</p>
      ${
        accounts.length === 0
          ? html`<p>${messages.noAccountFound}</p>`
          : html`<account-table
              .accounts=${accounts}
              @ask-changed=${() => void this.#load()}
              @ask-row-gone=${() => this.renderRoot.querySelector<HTMLElement>('#list')?.focus()}
            ></account-table>`
      }
      <page-bar
        what="accounts"
        .offset=${this.#page.offset}
        .total=${total}
        @ask-page=${({ detail }: CustomEvent<number>) => this.#page.turnTo(detail)}
      ></page-bar>`;
  }
}
