import {
  getCoverageNow,
  getSession,
  INVITATION_HOURS,
  inviteAccount,
  type InvitationLink,
  type NewAccount,
  type Role,
} from '@askusnow/sdk';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Doing } from '../../controllers/doing.js';
import { Loading } from '../../controllers/loading.js';
import { announce, reportChanged } from '../../events.js';
import { here } from '../../here.js';
import { base } from '../../look/base.js';
import { controls } from '../../look/controls.js';
import { forms } from '../../look/forms.js';
import { errorsAt } from '../../pure/hours-draft.js';
import { INVITED_ROLES, ROLE_WORDS } from '../../words/account-text.js';
import { faults, field, troubleLine } from '../form-fields.js';
import '../notice-card.js';
import './invitation-card.js';

interface Named {
  id: string;
  name: string;
}

/** What somebody may be invited for. */
interface Choices {
  libraries: Named[];
  queues: Named[];
}

const byName = (one: Named, other: Named): number => one.name.localeCompare(other.name, 'en');

async function readChoices(): Promise<Choices> {
  const [{ libraries }, { queues }] = await Promise.all([getSession(here), getCoverageNow(here)]);
  const named = queues.map(({ queue, name }) => ({ id: queue, name }));
  return { libraries: [...libraries].sort(byName), queues: named.sort(byName) };
}

/** Invites a liaison, a desk or another coordinator, and shows the link, once. */
@customElement('invite-form')
export class InviteForm extends LitElement {
  static override styles = [base, controls, forms];

  /** A desk that is to be invited, chosen already. */
  @property({ attribute: false }) queue: string | null = null;
  @state() private invited: Role = 'liaison';
  @state() private label = '';
  @state() private chosen: readonly string[] = [];
  @state() private made: InvitationLink | undefined;
  #choices = new Loading<Choices>(this);
  #doing = new Doing(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('queue') || this.queue === null) return;
    this.invited = 'desk';
    this.chosen = [this.queue];
  }

  protected override firstUpdated(): void {
    void this.#choices.ask(readChoices);
  }

  #choose(role: Role): void {
    this.invited = role;
    this.chosen = [];
  }

  async #invite(event: Event): Promise<void> {
    event.preventDefault();
    const { invited: role, chosen } = this;
    const label = this.label.trim();
    const account: NewAccount = {
      role,
      ...(label === '' ? {} : { label }),
      ...(role === 'liaison' ? { libraries: [...chosen] } : {}),
      ...(role === 'desk' ? { queues: [...chosen] } : {}),
    };
    const made = await this.#doing.run(() => inviteAccount(here, account));
    if (made === undefined) return;
    this.made = made;
    this.label = '';
    this.chosen = [];
    announce(this, `Invited: ${made.account.label}. The link is shown this once.`);
    reportChanged(this);
  }

  override render(): TemplateResult {
    const { failure, state: load } = this.#choices;
    return html`<section class="form" aria-labelledby="invite">
      <h2 id="invite">Invite somebody</h2>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#choices.ask(readChoices)}></notice-card>`}
      ${load.last ? this.#form(load.last) : failure === undefined ? html`<p class="soft">One moment…</p>` : null}
      ${this.made ? html`<invitation-card .made=${this.made}></invitation-card>` : null}
    </section>`;
  }

  #form({ libraries, queues }: Choices): TemplateResult {
    const { invited: role } = this;
    const { errors } = this.#doing;
    const [labelFaults, forFaults] = [
      errorsAt(errors, 'label'),
      [...errorsAt(errors, 'libraries'), ...errorsAt(errors, 'queues')],
    ];
    const choices = role === 'liaison' ? libraries : queues;
    return html`<form class="screen-only" @submit=${(event: Event) => void this.#invite(event)}>
      <div class="fields">
        <label>
          Role
          <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as Role)}>
            ${INVITED_ROLES.map((each) => html`<option value=${each} ?selected=${each === role}>${ROLE_WORDS[each]}</option>`)}
          </select>
        </label>
        ${
          role === 'coordinator'
            ? null
            : html`<label class="wide">
                ${role === 'liaison' ? 'Library' : 'Desk'}
                <select
                  required
                  aria-invalid=${forFaults.length > 0 ? 'true' : nothing}
                  aria-describedby=${forFaults.length > 0 ? 'for-fault' : nothing}
                  @change=${(event: Event) => this.#add((event.target as HTMLSelectElement).value)}
                >
                  <option value="">Choose…</option>
                  ${choices.map(({ id, name }) => html`<option value=${id} ?selected=${this.chosen[0] === id}>${name}</option>`)}
                </select>
              </label>`
        }
        ${field({
          label: 'Label (a function, not a person; optional)',
          value: this.label,
          most: 80,
          required: false,
          placeholder: role === 'desk' ? 'Reference desk' : 'Harford liaison',
          wide: true,
          fault: labelFaults.length > 0 ? 'label-fault' : undefined,
          onInput: (value) => (this.label = value),
        })}
      </div>
      ${faults('for-fault', forFaults)} ${faults('label-fault', labelFaults)} ${this.#more(choices)}
      ${troubleLine(this.#doing.trouble)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#doing.busy ? 'true' : 'false'}>
          Make a sign-in link
        </button>
        <span class="small soft">The link works once, for ${INVITATION_HOURS} hours. You send it yourself.</span>
      </div>
    </form>`;
  }

  /** The first one is in the list above; others are added to it. */
  #add(id: string): void {
    const rest = this.chosen.slice(1).filter((each) => each !== id);
    this.chosen = id === '' ? [] : [id, ...rest];
  }

  #more(choices: readonly Named[]): TemplateResult | null {
    const [first, ...others] = this.chosen;
    if (this.invited === 'coordinator' || first === undefined || choices.length < 2) return null;
    const left = choices.filter(({ id }) => !this.chosen.includes(id));
    const nameOf = (id: string): string => choices.find((each) => each.id === id)?.name ?? id;
    return html`<div class="fields">
      ${others.map(
        (id) =>
          html`<button
            type="button"
            class="button"
            @click=${() => (this.chosen = this.chosen.filter((each) => each !== id))}
          >
            Leave out ${nameOf(id)}
          </button>`,
      )}
      ${
        left.length === 0
          ? null
          : html`<label class="wide">
              And also (optional)
              <select @change=${(event: Event) => this.#also(event.target as HTMLSelectElement)}>
                <option value="" selected>Choose…</option>
                ${left.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
              </select>
            </label>`
      }
    </div>`;
  }

  #also(select: HTMLSelectElement): void {
    if (select.value !== '') this.chosen = [...this.chosen, select.value];
    select.value = '';
  }
}
