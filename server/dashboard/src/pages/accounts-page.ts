import { getAccounts, type AccountList, type Session } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Loading } from '../controllers/loading.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { controls } from '../look/controls.js';
import { forms } from '../look/forms.js';
import { page } from '../look/page.js';
import '../parts/accounts/account-table.js';
import '../parts/accounts/invite-form.js';
import '../parts/notice-card.js';

/** Waits for a pause in typing. */
const TYPING_MS = 250;

/** The coordinator's list of who may sign in. */
@customElement('accounts-page')
export class AccountsPage extends LitElement {
  static override styles = [base, controls, forms, page];

  @property({ attribute: false }) session!: Session;
  /** A desk to invite, where a link of its page has led here. */
  @property({ attribute: false }) queue: string | null = null;
  @state() private search = '';
  @state() private page = 1;
  #list = new Loading<AccountList>(this);
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addController({ hostDisconnected: () => clearTimeout(this.#typing) });
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load(): Promise<unknown> {
    const { search, page: number } = this;
    return this.#list.ask(() => getAccounts(here, { search: search.trim(), page: number }));
  }

  #find(text: string): void {
    this.search = text;
    this.page = 1;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#load(), TYPING_MS);
  }

  #turn(number: number): void {
    this.page = number;
    void this.#load();
  }

  override render(): TemplateResult {
    const { failure, state: load } = this.#list;
    return html`<div class="top"><h1 tabindex="-1">Accounts</h1></div>
      <div class="stack">
        <invite-form class="panel" .queue=${this.queue} @ask-changed=${() => void this.#load()}></invite-form>
        <section class="panel form" aria-labelledby="list">
          <h2 id="list" tabindex="-1">Who may sign in</h2>
          <form class="screen-only" role="search" @submit=${(event: Event) => event.preventDefault()}>
            <label>
              Find an account
              <input
                type="search"
                maxlength="100"
                placeholder="Label, library or desk"
                .value=${this.search}
                @input=${(event: Event) => this.#find((event.target as HTMLInputElement).value)}
              />
            </label>
          </form>
          ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
          ${load.last ? this.#found(load.last) : html`<p class="soft">One moment…</p>`}
        </section>
      </div>`;
  }

  #found(list: AccountList): TemplateResult {
    const { accounts, total, page: number, pageSize } = list;
    const last = Math.max(1, Math.ceil(total / pageSize));
    return html`<p role="status" class="small soft">
        ${total === 1 ? '1 account' : `${total} accounts`}${last > 1 ? `, page ${number} of ${last}` : ''}
      </p>
      ${
        accounts.length === 0
          ? html`<p>No account is found.</p>`
          : html`<account-table
              .accounts=${accounts}
              @ask-changed=${() => void this.#load()}
              @ask-row-gone=${() => this.renderRoot.querySelector<HTMLElement>('#list')?.focus()}
            ></account-table>`
      }
      ${
        last > 1
          ? html`<nav class="actions screen-only" aria-label="Pages">
              ${this.#pageButton('Previous page', number - 1, number > 1)}
              ${this.#pageButton('Next page', number + 1, number < last)}
            </nav>`
          : null
      }`;
  }

  #pageButton(words: string, number: number, isThere: boolean): TemplateResult {
    return html`<button
      type="button"
      class="button"
      aria-disabled=${isThere ? 'false' : 'true'}
      @click=${() => isThere && this.#turn(number)}
    >
      ${words}
    </button>`;
  }
}
