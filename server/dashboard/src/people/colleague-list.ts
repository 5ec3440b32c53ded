import {
  COLLEAGUE_ROLES,
  endColleague,
  getColleagues,
  inviteColleagueAgain,
  inviteColleagues,
  type Colleague,
  type ColleagueList,
  type ColleagueRole,
  type InvitedColleague,
  type Session,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  ADDRESS_FAULTS,
  COLLEAGUE_ROLE_WORDS,
  messages,
  nameOf,
  outcomeText,
  roleText,
  stateText,
} from '../i18n/colleagues.js';
import { messages as people } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { readAddresses, type ListedAddress } from '../logic/address-list.js';
import { addressValue } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { confirmation } from '../ui/confirmation.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { announce } from '../ui/events.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import '../ui/notice-card.js';
import { Query } from '../ui/query.js';

/** Who has access to a library; a liaison invites viewers and providers, and ends those that they have invited. */
@customElement('colleague-list')
export class ColleagueListElement extends DashboardElement {
  static override styles = [confirmation];

  @property() library = '';
  @property({ attribute: false }) session!: Session;
  @state() private given: ColleagueRole = 'provider';
  @state() private text = '';
  /** What the list would do; undefined: it was changed since, or never asked for. */
  @state() private preview: ListedAddress[] | undefined;
  @state() private made: InvitedColleague[] = [];
  /** Home's link leads to the form. */
  #isAsked = addressValue('show') === 'invite';
  #list = new Query<ColleagueList>(this);
  #inviting = new Mutation(this);
  #changing = new Mutation(this);
  #removal = new EntryRemoval<Colleague>(this, this.#changing, {
    button: messages.end,
    yes: WORDS.endYes,
    name: nameOf,
    ask: (colleague) => messages.endSure(nameOf(colleague), colleague.signedInOn !== null),
    said: (colleague) => messages.ended(nameOf(colleague)),
    remove: ({ id }) => endColleague(connection, id),
    reread: ({ id }) => {
      this.made = this.made.filter(({ colleague }) => colleague.id !== id);
      return this.#load();
    },
    focus: '#yours',
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#load(false);
  }

  async #load(keep = true): Promise<void> {
    await this.#list.ask(() => getColleagues(connection, this.library), { keep });
  }

  /** After a desk's account was made elsewhere on the page. */
  reread(): Promise<void> {
    return this.#load();
  }

  #preview(event: Event): void {
    event.preventDefault();
    this.#inviting.forget();
    const invited = this.#list.state.last?.colleagues.map(({ email }) => email) ?? [];
    const preview = readAddresses(this.text, invited);
    this.preview = preview;
    const faults = preview.filter(({ fault }) => fault !== null).length;
    announce(this, this.#previewText(preview, faults));
  }

  #previewText({ length }: ListedAddress[], faults: number): string {
    return length === 0 ? messages.noAddress : faults > 0 ? messages.faulty(faults) : messages.previewed(length);
  }

  async #invite(emails: string[]): Promise<void> {
    const { given: role } = this;
    const done = await this.#inviting.run(
      () => inviteColleagues(connection, this.library, { role, emails }),
      ({ invited }) => messages.invited(invited.length),
    );
    if (done === undefined) return;
    this.text = '';
    this.preview = undefined;
    await this.#load();
    this.made = done.invited;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#yours')?.focus();
  }

  async #again({ id }: Colleague): Promise<void> {
    const made = await this.#changing.run(() => inviteColleagueAgain(connection, id), outcomeText);
    if (made === undefined) return;
    this.made = [made];
    await this.#load();
  }

  override render(): TemplateResult {
    const { failure, state } = this.#list;
    return html`<section class="form" aria-labelledby="access">
      <h2 id="access">${messages.heading}</h2>
      ${state.last ? this.#others(state.last) : null}
      <h3 id="yours" tabindex="-1">${state.last?.colleagues.length === 0 ? messages.nobody : messages.yours}</h3>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${this.made.map((made) => this.#outcome(made))} ${troubleLine(this.#changing.trouble)}
      ${state.last ? this.#colleagues(state.last) : failure === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : null}
      <details class="screen-only" ?open=${this.#isAsked}>
        <summary class="button primary">${messages.invite}</summary>
        ${this.#form()} ${this.preview === undefined ? null : this.#previewed(this.preview)}
      </details>
    </section>`;
  }

  #form(): TemplateResult {
    return html`<form novalidate @submit=${(event: Event) => this.#preview(event)}>
      ${field({
        label: people.role,
        value: this.given,
        options: COLLEAGUE_ROLES.toReversed().map((each) => [each, COLLEAGUE_ROLE_WORDS[each]] as const),
        onInput: (value) => (this.given = value as ColleagueRole),
      })}
      ${field({
        name: 'addresses',
        label: messages.emails,
        hint: messages.emailsHint,
        value: this.text,
        rows: 3,
        onInput: (value) => {
          this.text = value;
          this.preview = undefined;
        },
      })}
      <div><button type="submit" class="button">${messages.preview}</button></div>
    </form>`;
  }

  #previewed(preview: ListedAddress[]): TemplateResult {
    const { errors, trouble, busy } = this.#inviting;
    const lines = preview.map(({ address, fault }, index) => ({
      address,
      // The server's word on the same line: it may know more by now.
      fault: fault === null ? errors.find((each) => each.field === `emails.${index}`)?.message : ADDRESS_FAULTS[fault],
    }));
    const faults = preview.filter(({ fault }) => fault !== null).length;
    return html`<div class="screen-only" data-preview>
      <p>${this.#previewText(preview, faults)}</p>
      <ol>
        ${lines.map(
          ({ address, fault }) =>
            html`<li>${address}${fault === undefined ? null : html` <span class="fault">${fault}</span>`}</li>`,
        )}
      </ol>
      ${troubleLine(trouble)}
      ${
        faults > 0 || preview.length === 0
          ? null
          : html`<button
              type="button"
              class="button primary"
              aria-disabled=${busy ? 'true' : 'false'}
              @click=${() => void this.#invite(preview.map(({ address }) => address))}
            >
              ${messages.inviteAll(preview.length)}
            </button>`
      }
    </div>`;
  }

  #outcome(made: InvitedColleague): TemplateResult {
    const text = outcomeText(made);
    if (made.link === null) return html`<p class=${made.mail === 'failed' ? 'fault' : ''}>${text}</p>`;
    return html`<copy-field label=${text} text=${made.link} button=${WORDS.copyLink}></copy-field>`;
  }

  #others({ others }: ColleagueList): TemplateResult {
    const { label, role } = this.session;
    const row = (name: string, does: string): TemplateResult =>
      html`<li>
        <strong>${name}</strong>
        <p class="small soft">${does}</p>
      </li>`;
    return html`<ul class="plain-list">
      ${role === 'coordinator' ? null : row(messages.you(label), roleText(role))}
      ${others.map((other) => row(other.label, messages.another(other.role)))}
      ${row(messages.coordinators, messages.coordinatorsDo)}
    </ul>`;
  }

  #colleagues({ colleagues }: ColleagueList): TemplateResult | null {
    // The heading says it.
    if (colleagues.length === 0) return null;
    return html`<ul class="plain-list">
      ${repeat(
        colleagues,
        ({ id }) => id,
        (colleague) =>
          html`<li class="actions" data-colleague=${nameOf(colleague)}>
            <div>
              <strong>${nameOf(colleague)}</strong>
              <p class="small soft">${roleText(colleague.role)}</p>
              <p class="small soft">${stateText(colleague)}</p>
            </div>
            <button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#changing.busy ? 'true' : 'false'}
              @click=${() => void this.#again(colleague)}
            >
              ${colleague.email === null ? messages.makeLink : messages.sendAgain}<span class="visually-hidden">
                for ${nameOf(colleague)}</span
              >
            </button>
            ${this.#removal.button(colleague)}
          </li>`,
      )}
    </ul>`;
  }
}
