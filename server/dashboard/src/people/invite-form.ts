import {
  getAnswers,
  getCoverageNow,
  INVITATION_HOURS,
  inviteAccount,
  ROLE_IS_FOR,
  type InvitationLink,
  type NewAccount,
  type QueuesQuery,
  type Role,
} from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Mutation } from '../ui/mutation.js';
import { ListPage } from '../ui/list-page.js';
import { Query } from '../ui/query.js';
import { announce, reportChanged } from '../ui/events.js';
import { connection } from '../app/connection.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { forms } from '../styles/forms.js';
import { errorsAt } from '../logic/hours-draft.js';
import { INVITED_ROLES, linkNewsText, ROLE_WORDS } from '../i18n/account-text.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import '../ui/notice-card.js';
import '../ui/search-field.js';
import type { SearchField } from '../ui/search-field.js';
import './invitation-card.js';

interface Named {
  id: string;
  name: string;
}

/** The results of a search that are shown. */
interface Found {
  rows: Named[];
  total: number;
}

/** At most this many results are shown; more words find fewer. */
const MAX_SHOWN = 8;

/** What the form offers for a role: the libraries or the desks to choose from. */
type Choice = NonNullable<(typeof ROLE_IS_FOR)[Role]>;

const lackText = (choice: Choice): string => messages.chooseOne(choice === 'libraries' ? 'library' : 'desk');

const PLACEHOLDERS: Record<Role, string> = {
  coordinator: 'Statewide coordinator',
  liaison: 'Harford liaison',
  viewer: 'Harford director',
  provider: 'Provider 12',
  desk: 'Reference desk',
};

const byName = (one: Named, other: Named): number => one.name.localeCompare(other.name, 'en');

async function findLibraries(ask: Pick<QueuesQuery, 'q' | 'limit'>): Promise<Found> {
  const { answers, total } = await getAnswers(connection, ask);
  return { rows: answers.map(({ library, name }) => ({ id: library, name })).sort(byName), total };
}

async function findDesks(ask: QueuesQuery): Promise<Found> {
  const { queues, total } = await getCoverageNow(connection, ask);
  return { rows: queues.map(({ queue, name }) => ({ id: queue, name })).sort(byName), total };
}

/** Invites a person or a desk, and shows the sign-in link once. */
@customElement('invite-form')
export class InviteForm extends LitElement {
  static override styles = [base, controls, forms];

  /** The preselected desk. */
  @property({ attribute: false }) queue: string | null = null;
  @state() private invited: Role = 'liaison';
  @state() private label = '';
  @state() private email = '';
  @state() private chosen: readonly Named[] = [];
  /** The form was sent without a choice. */
  @state() private lacksChoice = false;
  @state() private made: InvitationLink | undefined;
  /** What was checked before the search, then its results: no row moves while it is checked. */
  #offered: readonly Named[] = [];
  #search = new ListPage(this, () => void this.#find());
  #found = new Query<Found>(this);
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('queue') || this.queue === null) return;
    this.invited = 'desk';
    const { queue } = this;
    void findDesks({ queue: [queue] }).then(
      ({ rows }) => {
        this.chosen = rows;
        this.#offered = [...rows, ...this.#offered.filter(({ id }) => id !== queue)];
      },
      () => {},
    );
  }

  protected override firstUpdated(): void {
    void this.#find();
  }

  /** `keep`: the shown results are of the same kind. */
  async #find(keep = true): Promise<void> {
    const choice = ROLE_IS_FOR[this.invited];
    if (choice === null) return;
    const ask = { q: this.#search.q.trim(), limit: MAX_SHOWN };
    const answer = await this.#found.ask(() => (choice === 'libraries' ? findLibraries(ask) : findDesks(ask)), {
      keep,
    });
    // A late answer to an earlier search is dropped.
    if (answer.step !== 'done' || answer !== this.#found.state) return;
    const { rows: found, total } = answer.last;
    const isChosen = ({ id }: Named): boolean => this.chosen.some((each) => each.id === id);
    // The first few of thousands, in no known order, would not help.
    const rows = ask.q === '' && total > MAX_SHOWN ? [] : found;
    this.#offered = [...this.chosen, ...rows.filter((row) => !isChosen(row))];
    this.requestUpdate();
  }

  #choose(role: Role): void {
    this.invited = role;
    this.chosen = [];
    this.#offered = [];
    this.lacksChoice = false;
    this.#search.q = '';
    void this.#find(false);
  }

  #tick(row: Named, isOn: boolean): void {
    const rest = this.chosen.filter(({ id }) => id !== row.id);
    this.chosen = isOn ? [...rest, row] : rest;
    if (isOn) this.lacksChoice = false;
  }

  async #invite(event: Event): Promise<void> {
    event.preventDefault();
    const { invited: role } = this;
    const chosen = this.chosen.map(({ id }) => id);
    const choice = ROLE_IS_FOR[role];
    this.lacksChoice = choice !== null && chosen.length === 0;
    if (choice !== null && this.lacksChoice) {
      announce(this, lackText(choice));
      this.renderRoot.querySelector<SearchField>('search-field')?.focus();
      return;
    }
    const label = this.label.trim();
    const email = this.email.trim();
    const account: NewAccount = {
      role,
      ...(label === '' ? {} : { label }),
      ...(email === '' ? {} : { email }),
      ...(choice === null ? {} : { [choice]: chosen }),
    };
    const made = await this.#mutation.run(() => inviteAccount(connection, account));
    if (made === undefined) return;
    this.made = made;
    this.label = '';
    this.email = '';
    this.chosen = [];
    this.#search.q = '';
    void this.#find();
    announce(this, `${messages.invited(made.account.label)} ${linkNewsText(made)}`);
    reportChanged(this);
  }

  override render(): TemplateResult {
    return html`<section class="form" aria-labelledby="invite">
      <h2 id="invite">Invite somebody</h2>
      ${this.#form()} ${this.made ? html`<invitation-card .made=${this.made}></invitation-card>` : null}
    </section>`;
  }

  #form(): TemplateResult {
    const { invited: role } = this;
    const { errors } = this.#mutation;
    const choice = ROLE_IS_FOR[role];
    const isLabelNeeded = role === 'provider';
    const labelFaults = errorsAt(errors, 'label');
    const emailFaults = errorsAt(errors, 'email');
    return html`<form class="screen-only" @submit=${(event: Event) => void this.#invite(event)}>
      <div class="fields">
        <label>
          Role
          <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as Role)}>
            ${INVITED_ROLES.map((each) => html`<option value=${each} ?selected=${each === role}>${ROLE_WORDS[each]}</option>`)}
          </select>
        </label>
        ${field({
          label: isLabelNeeded ? messages.neededLabelField : messages.labelField,
          value: this.label,
          most: 80,
          required: isLabelNeeded,
          placeholder: PLACEHOLDERS[role],
          wide: true,
          fault: labelFaults.length > 0 ? 'label-fault' : undefined,
          onInput: (value) => (this.label = value),
        })}
        ${field({
          label: messages.emailField,
          value: this.email,
          type: 'email',
          most: 254,
          required: false,
          wide: true,
          fault: emailFaults.length > 0 ? 'email-fault' : undefined,
          onInput: (value) => (this.email = value),
        })}
      </div>
      ${faults('label-fault', labelFaults)} ${faults('email-fault', emailFaults)}
      ${choice === null ? null : this.#choice(choice)} ${troubleLine(this.#mutation.trouble)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.makeSignInLink}
        </button>
        <span class="small soft">${messages.linkNote(INVITATION_HOURS)}</span>
      </div>
    </form>`;
  }

  #choice(choice: Choice): TemplateResult {
    const { failure } = this.#found;
    const { errors } = this.#mutation;
    const lacking = [{ field: 'libraries', message: lackText(choice) }];
    const found = this.lacksChoice ? lacking : [...errorsAt(errors, 'libraries'), ...errorsAt(errors, 'queues')];
    return html`<fieldset aria-describedby=${found.length > 0 ? 'for-fault' : 'for-found'}>
      <legend>${choice === 'libraries' ? 'Libraries' : 'Desks'}</legend>
      <search-field
        label=${choice === 'libraries' ? messages.findLibrary : messages.findDesk}
        .text=${this.#search.q}
        @ask-search=${(event: CustomEvent<string>) => this.#search.search(event.detail)}
      ></search-field>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#find()}></notice-card>`}
      <div class="ticks column">
        ${repeat(
          this.#offered,
          ({ id }) => id,
          (row) =>
            tick(
              row.name,
              this.chosen.some(({ id }) => id === row.id),
              (isOn) => this.#tick(row, isOn),
            ),
        )}
      </div>
      <p id="for-found" role="status" class="small soft">${this.#foundText(choice)}</p>
      ${faults('for-fault', found)}
    </fieldset>`;
  }

  #foundText(choice: Choice): string {
    const { last } = this.#found.state;
    if (last === undefined) return ONE_MOMENT;
    const count =
      choice === 'libraries' ? countedText(last.total, 'library', 'libraries') : countedText(last.total, 'desk');
    if (this.#search.q.trim() === '') return last.total > MAX_SHOWN ? messages.typePartOfName(count) : '';
    if (last.total === 0) return messages.noNameMatches;
    return last.total > MAX_SHOWN ? messages.moreFound(count, MAX_SHOWN) : `${count} found.`;
  }
}
