import {
  INVITATION_HOURS,
  inviteAccount,
  ROLE_IS_FOR,
  type InvitationLink,
  type NewAccount,
  type Role,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { announce, reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { errorsAt } from '../logic/field-errors.js';
import { INVITED_ROLES, linkNewsText, ROLE_NOTES, ROLE_WORDS } from '../i18n/account-text.js';
import { messages } from '../i18n/people.js';
import { field, troubleLine } from '../ui/form-fields.js';
import './invitation-card.js';
import './scope-choice.js';
import { findDesks, type Choice, type Named, type ScopeChoice } from './scope-choice.js';

const lackText = (choice: Choice): string => messages.chooseOne(choice === 'libraries' ? 'library' : 'desk');

const PLACEHOLDERS: Record<Role, string> = {
  coordinator: 'Statewide coordinator',
  liaison: 'Harford liaison',
  viewer: 'Harford director',
  provider: 'Provider 12',
  desk: 'Reference desk',
};

/** Invites a person or a desk, and shows the sign-in link once. */
@customElement('invite-form')
export class InviteForm extends DashboardElement {
  /** The preselected desk. */
  @property({ attribute: false }) queue: string | null = null;
  /** The preselected library. */
  @property({ attribute: false }) library: Named | null = null;
  @state() private invited: Role = 'liaison';
  @state() private label = '';
  @state() private email = '';
  @state() private chosen: readonly Named[] = [];
  /** The form was sent without a choice. */
  @state() private lacksChoice = false;
  @state() private made: InvitationLink | undefined;
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library') && this.library !== null) this.chosen = [this.library];
    if (!changed.has('queue') || this.queue === null) return;
    this.invited = 'desk';
    void findDesks({ queue: [this.queue] }).then(
      ({ rows }) => (this.chosen = rows),
      () => {},
    );
  }

  #choose(role: Role): void {
    this.invited = role;
    this.chosen = [];
    this.lacksChoice = false;
  }

  async #invite(event: Event): Promise<void> {
    event.preventDefault();
    const { invited: role } = this;
    const chosen = this.chosen.map(({ id }) => id);
    const choice = ROLE_IS_FOR[role];
    // A provider may have no library.
    this.lacksChoice = choice !== null && role !== 'provider' && chosen.length === 0;
    if (choice !== null && this.lacksChoice) {
      announce(this, lackText(choice));
      this.renderRoot.querySelector<ScopeChoice>('scope-choice')?.focus();
      return;
    }
    const label = this.label.trim();
    const email = role === 'desk' ? '' : this.email.trim();
    const account: NewAccount = {
      role,
      ...(label === '' ? {} : { label }),
      ...(email === '' ? {} : { email }),
      ...(choice === null ? {} : { [choice]: chosen }),
    };
    const made = await this.#mutation.run(
      () => inviteAccount(connection, account),
      (done) => `${messages.invited(done.account.label)} ${linkNewsText(done)}`,
    );
    if (made === undefined) return;
    this.made = made;
    this.label = '';
    this.email = '';
    this.chosen = [];
    this.renderRoot.querySelector<ScopeChoice>('scope-choice')?.clear();
    reportChanged(this);
  }

  override render(): TemplateResult {
    return html`<section class="form" aria-labelledby="invite">
      <h2 id="invite">${messages.invite}</h2>
      ${this.#form()} ${this.made ? html`<invitation-card .made=${this.made}></invitation-card>` : null}
    </section>`;
  }

  #form(): TemplateResult {
    const { invited: role } = this;
    const { errors } = this.#mutation;
    const choice = ROLE_IS_FOR[role];
    const isLabelNeeded = role === 'provider';
    return html`<form class="screen-only" @submit=${(event: Event) => void this.#invite(event)}>
      <div class="fields">
        ${field({
          label: messages.role,
          value: role,
          name: 'role',
          hint: ROLE_NOTES[role],
          options: INVITED_ROLES.map((each) => [each, ROLE_WORDS[each]] as const),
          onInput: (value) => this.#choose(value as Role),
        })}
        ${field({
          label: isLabelNeeded ? messages.neededLabelField : messages.labelField,
          value: this.label,
          most: 80,
          required: isLabelNeeded,
          placeholder: PLACEHOLDERS[role],
          wide: true,
          name: 'label',
          errors,
          onInput: (value) => (this.label = value),
        })}
        ${
          role === 'desk'
            ? null
            : field({
                label: messages.emailField,
                value: this.email,
                type: 'email',
                most: 254,
                required: false,
                wide: true,
                name: 'email',
                errors,
                onInput: (value) => (this.email = value),
              })
        }
      </div>
      ${choice === null ? null : this.#choice(choice)} ${troubleLine(this.#mutation.trouble)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.makeSignInLink}
        </button>
        <span class="small soft">${role === 'desk' ? messages.deskLinkNote : messages.linkNote(INVITATION_HOURS)}</span>
      </div>
    </form>`;
  }

  #choice(choice: Choice): TemplateResult {
    const { errors } = this.#mutation;
    const lacking = [{ field: 'libraries', message: lackText(choice) }];
    return html`<scope-choice
      .choice=${choice}
      .chosen=${this.chosen}
      .faults=${this.lacksChoice ? lacking : [...errorsAt(errors, 'libraries'), ...errorsAt(errors, 'queues')]}
      @ask-choose=${({ detail }: CustomEvent<Named[]>) => {
        this.chosen = detail;
        this.lacksChoice &&= detail.length === 0;
      }}
    ></scope-choice>`;
  }
}
