import {
  ORGANIZATION_TOKEN_DAYS,
  endToken,
  getTokens,
  makeToken,
  TOKEN_MAX_DAYS,
  TOKEN_SCOPES,
  type ListedToken,
  type MadeToken,
  type Session,
  type TokenList,
  type TokenScope,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { errorsAt } from '../logic/field-errors.js';
import { messages, SCOPE_WORDS } from '../i18n/tokens.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { LiveQuery } from '../ui/live-query.js';
import '../ui/copy-field.js';
import '../ui/notice-card.js';
import './token-list.js';

/** How long a token works, to choose from. Units: days. */
const DAYS = [30, 90, 180, TOKEN_MAX_DAYS];

/** The reader's API tokens: a list, a form for another, whose secret is shown once. */
@customElement('own-tokens')
export class OwnTokens extends DashboardElement {
  static override styles = page;

  @property({ attribute: false }) session!: Session;
  @state() private name = '';
  @state() private days = 90;
  @state() private scopes: readonly TokenScope[] = ['metrics:read'];
  /** The library that the token is for; '': each of the account. */
  @state() private library = '';
  @state() private made: MadeToken | undefined;
  /** No change of accounts is reported to pages: every half minute, and when the tab is seen again. */
  #list = new LiveQuery<TokenList>(this, [], () => getTokens(connection));
  #mutation = new Mutation(this);
  /** Without tokens the part is folded. */
  #isOpen = false;

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  async #make(event: Event): Promise<void> {
    event.preventDefault();
    const { name, scopes, library, days } = this;
    const token = { name, scopes: [...scopes], libraries: library === '' ? [] : [library], days };
    const made = await this.#mutation.run(
      () => makeToken(connection, token),
      (done) => messages.made(done.token.name),
    );
    if (made === undefined) return;
    this.made = made;
    this.name = '';
    await this.#list.ask();
  }

  override render(): TemplateResult {
    const { failure, last } = this.#list;
    // Who has ended the last one reads on.
    this.#isOpen ||= failure !== undefined || (last !== undefined && last.tokens.length > 0);
    return html`<section class="panel" aria-labelledby="tokens">
      <details ?open=${this.#isOpen}>
        <summary><h2 id="tokens" tabindex="-1">${messages.heading}</h2></summary>
        <div class="form">${this.#content()}</div>
      </details>
    </section>`;
  }

  #content(): TemplateResult {
    const { failure, last } = this.#list;
    return html`${
        this.session.signsInBy === 'organization'
          ? html`<p class="soft">${messages.organizationDays(ORGANIZATION_TOKEN_DAYS)}</p>`
          : null
      }
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#list.ask()}></notice-card>`}
      ${last ? this.#tokens(last.tokens) : null}
      <details class="screen-only">
        <summary>${messages.make}</summary>
        ${this.#form()}
      </details>
      ${
        this.made === undefined
          ? null
          : html`<copy-field
              label=${messages.secret(this.made.token.name)}
              text=${this.made.secret}
              button=${messages.copy}
            ></copy-field>`
      }`;
  }

  #tokens(tokens: readonly ListedToken[]): TemplateResult {
    return html`<token-list
      .tokens=${tokens}
      none=${messages.none}
      .end=${(token: ListedToken) => this.#end(token)}
    ></token-list>`;
  }

  async #end({ id }: ListedToken): Promise<void> {
    await endToken(connection, id);
    if (this.made?.token.id === id) this.made = undefined;
  }

  #form(): TemplateResult {
    const { errors } = this.#mutation;
    const scopeFaults = errorsAt(errors, 'scopes');
    return html`<form @submit=${(event: Event) => void this.#make(event)}>
      <p class="small soft">${messages.what}</p>
      <div class="fields">
        ${field({ name: 'name', errors, label: messages.name, value: this.name, most: 80, wide: true, onInput: (value) => (this.name = value) })}
        ${field({
          label: WORDS.worksFor,
          value: String(this.days),
          options: DAYS.map((each) => [String(each), messages.forDays(each)] as const),
          onInput: (days) => (this.days = Number(days)),
        })}
        ${field({
          label: WORDS.library,
          value: this.library,
          options: [['', messages.all], ...this.session.libraries.map(({ id, name }) => [id, name] as const)],
          onInput: (library) => (this.library = library),
        })}
      </div>
      <fieldset>
        <legend>${messages.reads}</legend>
        <div class="ticks column">
          ${TOKEN_SCOPES.map((scope) =>
            tick(SCOPE_WORDS[scope], this.scopes.includes(scope), (isOn) => this.#choose(scope, isOn), {
              fault: scopeFaults.length > 0 ? 'scopes-fault' : undefined,
            }),
          )}
        </div>
        ${faults('scopes-fault', scopeFaults)}
      </fieldset>
      ${troubleLine(this.#mutation.trouble)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.make}
        </button>
        <span class="small soft">${messages.once}</span>
      </div>
    </form>`;
  }

  #choose(scope: TokenScope, isOn: boolean): void {
    const rest = this.scopes.filter((each) => each !== scope);
    this.scopes = isOn ? [...rest, scope] : rest;
  }
}
