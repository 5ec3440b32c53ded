import { changeRole, ROLE_IS_FOR, type ListedAccount, type Role, type ShownRole } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { forText, INVITED_ROLES, ROLE_WORDS } from '../i18n/account-text.js';
import { messages } from '../i18n/people.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce, reportChanged } from '../ui/events.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import './scope-choice.js';
import type { Named } from './scope-choice.js';

type PersonsRole = Exclude<Role, 'desk'>;
const PERSONS_ROLES = INVITED_ROLES.filter((role): role is PersonsRole => role !== 'desk');

/** The coordinator changes the role, the libraries and the label of a person's account. */
@customElement('account-role')
export class AccountRole extends DashboardElement {
  static override styles = css`
    form {
      margin-top: var(--space-3);
    }
  `;

  @property({ attribute: false }) account!: ListedAccount;
  @state() private wanted: PersonsRole = 'liaison';
  /** Its libraries are searched only then: the page has a row for each of fifty accounts. */
  @state() private isOpen = false;
  @state() private label = '';
  @state() private chosen: readonly Named[] = [];
  #mutation = new Mutation(this);
  /** Something was changed in the form, and is not saved. */
  #isEdited = false;
  #begun = new BegunOn(this, () => this.account.revision);

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What is typed stays when the list is read again.
    if (changed.has('account') && !this.#isEdited) this.#show(this.account);
  }

  #show({ role, label, libraries }: ListedAccount): void {
    if (role === 'desk') return;
    this.wanted = role;
    this.label = label;
    this.chosen = libraries;
  }

  #edit(): void {
    this.#isEdited = true;
    this.#begun.begin();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { wanted: role, account } = this;
    const label = this.label.trim();
    const libraries = ROLE_IS_FOR[role] === 'libraries' ? this.chosen.map(({ id }) => id) : [];
    const change = { role, libraries, ...(label === '' ? {} : { label }), revision: this.#begun.value };
    const saved = await this.#mutation.run(() => changeRole(connection, account.id, change));
    if (saved === undefined) {
      if (this.#mutation.trouble?.code !== 'stale-revision') return;
      this.#begun.refuse();
      reportChanged(this);
      return;
    }
    this.#isEdited = false;
    this.#begun.end();
    this.#show(saved);
    announce(this, messages.roleSaved(saved.label));
    reportChanged(this);
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}>
      <summary>${messages.roleAndLibraries}<span class="visually-hidden"> of ${this.account.label}</span></summary>
      ${this.isOpen ? this.#form() : null}
    </details>`;
  }

  #stored(): TemplateResult {
    const { role, label } = this.account;
    const access = [ROLE_WORDS[role], forText(this.account)].filter(Boolean).join(', ');
    return html`<p class="trouble">${messages.roleChangedMeanwhile(label, access)}</p>`;
  }

  #form(): TemplateResult {
    const { wanted: role } = this;
    const { errors, trouble, busy } = this.#mutation;
    const labelFaults = errorsAt(errors, 'label');
    // The list is read again after a refusal: until then the server's sentence is true, and ours is not.
    const isTheirsShown = trouble?.code === 'stale-revision' && this.#begun.hasChanged;
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      <div class="fields">
        <label>
          ${messages.role}
          <select
            @change=${(event: Event) => {
              this.#edit();
              this.wanted = (event.target as HTMLSelectElement).value as PersonsRole;
            }}
          >
            ${PERSONS_ROLES.map((each) => html`<option value=${each} ?selected=${each === role}>${ROLE_WORDS[each]}</option>`)}
          </select>
        </label>
        ${field({
          label: messages.defaultLabelField,
          value: this.label,
          most: 80,
          required: false,
          wide: true,
          fault: labelFaults.length > 0 ? 'label-fault' : undefined,
          onInput: (value) => {
            this.#edit();
            this.label = value;
          },
        })}
      </div>
      ${faults('label-fault', labelFaults)}
      ${
        ROLE_IS_FOR[role] === 'libraries'
          ? html`<scope-choice
              .account=${this.account.label}
              .chosen=${this.chosen}
              .faults=${errorsAt(errors, 'libraries')}
              @ask-choose=${({ detail }: CustomEvent<Named[]>) => {
                this.#edit();
                this.chosen = detail;
              }}
            ></scope-choice>`
          : null
      }
      ${isTheirsShown ? this.#stored() : troubleLine(trouble)}
      <div class="actions">
        <button type="submit" class="button" aria-disabled=${busy ? 'true' : 'false'}>
          ${messages.saveRole}<span class="visually-hidden"> for ${this.account.label}</span>
        </button>
        <span class="small soft">${messages.roleNote}</span>
      </div>
    </form>`;
  }
}
