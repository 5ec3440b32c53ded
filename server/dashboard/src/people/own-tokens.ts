import {
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
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { errorsAt } from '../logic/hours-draft.js';
import { listText } from '../i18n/count-text.js';
import { fullDayText } from '../i18n/day-text.js';
import { messages, SCOPE_WORDS } from '../i18n/tokens.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { forms } from '../styles/forms.js';
import { page } from '../styles/page.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { announce } from '../ui/events.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import '../ui/copy-field.js';
import '../ui/notice-card.js';

/** How long a token works, to choose from. Units: days. */
const DAYS = [30, 90, 180, TOKEN_MAX_DAYS];

/** The reader's API tokens: a list, a form for another, whose secret is shown once. */
@customElement('own-tokens')
export class OwnTokens extends LitElement {
  static override styles = [base, controls, forms, page, confirmation];

  @property({ attribute: false }) session!: Session;
  @state() private name = '';
  @state() private days = 90;
  @state() private scopes: readonly TokenScope[] = ['metrics:read'];
  /** The library that the token is for; '': each of the account. */
  @state() private library = '';
  @state() private made: MadeToken | undefined;
  #list = new Query<TokenList>(this);
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load(): Promise<unknown> {
    return this.#list.ask(() => getTokens(connection));
  }

  async #make(event: Event): Promise<void> {
    event.preventDefault();
    const { name, scopes, library, days } = this;
    const token = { name, scopes: [...scopes], libraries: library === '' ? [] : [library], days };
    const made = await this.#mutation.run(() => makeToken(connection, token));
    if (made === undefined) return;
    this.made = made;
    this.name = '';
    announce(this, messages.made(made.token.name));
    await this.#load();
  }

  async #end({ id, name }: ListedToken): Promise<void> {
    const done = await this.#mutation.run(async () => {
      await endToken(connection, id);
      return true;
    });
    if (!done) return;
    this.#confirmation.end();
    if (this.made?.token.id === id) this.made = undefined;
    announce(this, messages.ended(name));
    await this.#load();
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult {
    const { failure, state } = this.#list;
    return html`<section class="panel form" aria-labelledby="tokens">
      <h2 id="tokens" tabindex="-1">${messages.heading}</h2>
      <p class="soft">${messages.what}</p>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${state.last ? this.#tokens(state.last.tokens) : null} ${this.#form()}
      ${
        this.made === undefined
          ? null
          : html`<copy-field
              label=${messages.secret(this.made.token.name)}
              text=${this.made.secret}
              button=${messages.copy}
            ></copy-field>`
      }
    </section>`;
  }

  #tokens(tokens: readonly ListedToken[]): TemplateResult {
    if (tokens.length === 0) return html`<p>${messages.none}</p>`;
    return html`<ul class="plain-list">
      ${tokens.map(
        (token) =>
          html`<li class="actions">
            <div>
              <strong>${token.name}</strong>
              <p class="small soft">${this.#line(token)}</p>
            </div>
            ${this.#ending(token)}
          </li>`,
      )}
    </ul>`;
  }

  #line({ scopes, libraries, endsAt, usedOn }: ListedToken): string {
    const reads = listText(scopes.map((scope) => SCOPE_WORDS[scope]));
    const of = libraries.length === 0 ? messages.allOfAccount : listText(libraries.map(({ name }) => name));
    const used = usedOn === null ? messages.neverUsed : messages.usedOn(fullDayText(usedOn));
    return messages.line(reads, of, fullDayText(endsAt.slice(0, 10)), used);
  }

  /** The confirmation stands in the place of its button. */
  #ending(token: ListedToken): TemplateResult {
    const { id, name } = token;
    if (this.#confirmation.isAbout(id))
      return this.#confirmation.show(id, {
        words: messages.endSure(name),
        yes: messages.endYes,
        about: name,
        isBusy: this.#mutation.busy,
        onYes: () => void this.#end(token),
      });
    return html`<button
      type="button"
      class="button screen-only"
      id="ask-${id}"
      @click=${() => void this.#confirmation.ask(id)}
    >
      ${messages.end}<span class="visually-hidden"> ${name}</span>
    </button>`;
  }

  #form(): TemplateResult {
    const { errors } = this.#mutation;
    const scopeFaults = errorsAt(errors, 'scopes');
    const nameFaults = errorsAt(errors, 'name');
    return html`<form class="screen-only" @submit=${(event: Event) => void this.#make(event)}>
      <h3>${messages.make}</h3>
      <div class="fields">
        ${field({ label: messages.name, value: this.name, most: 80, wide: true, fault: nameFaults.length > 0 ? 'name-fault' : undefined, onInput: (value) => (this.name = value) })}
        <label>
          ${messages.days}
          <select @change=${(event: Event) => (this.days = Number((event.target as HTMLSelectElement).value))}>
            ${DAYS.map((each) => html`<option value=${each} ?selected=${each === this.days}>${messages.forDays(each)}</option>`)}
          </select>
        </label>
        <label>
          ${messages.library}
          <select @change=${(event: Event) => (this.library = (event.target as HTMLSelectElement).value)}>
            <option value="">${messages.all}</option>
            ${this.session.libraries.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
          </select>
        </label>
      </div>
      ${faults('name-fault', nameFaults)}
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
