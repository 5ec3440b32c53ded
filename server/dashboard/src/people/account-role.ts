import { changeRole, ROLE_IS_FOR, type ListedAccount, type Role } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { forText, INVITED_ROLES, ROLE_WORDS } from '../i18n/account-text.js';
import { messages } from '../i18n/people.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import './scope-choice.js';
import type { Named } from './scope-choice.js';

type PersonsRole = Exclude<Role, 'desk'>;
const PERSONS_ROLES = INVITED_ROLES.filter((role): role is PersonsRole => role !== 'desk');

interface Typed {
  role: PersonsRole;
  label: string;
  libraries: readonly Named[];
}

/** The coordinator changes the role, the libraries and the label of a person's account. */
@customElement('account-role')
export class AccountRole extends DashboardElement {
  static override styles = css`
    form {
      margin-top: var(--space-3);
    }
  `;

  @property({ attribute: false }) account!: ListedAccount;
  /** Its libraries are searched only then: the page has a row for each of fifty accounts. */
  @state() private isOpen = false;
  #draft = new Draft<Typed>(this, {
    words: () => {
      const { role, label, libraries } = this.account;
      return { role: role === 'desk' ? 'liaison' : role, label, libraries };
    },
    revision: () => this.account.revision,
    reread: () => reportChanged(this),
  });

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    await this.#draft.save(
      (typed, revision) => {
        const label = typed.label.trim();
        const libraries = ROLE_IS_FOR[typed.role] === 'libraries' ? typed.libraries.map(({ id }) => id) : [];
        const change = { role: typed.role, libraries, ...(label === '' ? {} : { label }), revision };
        return changeRole(connection, this.account.id, change);
      },
      ({ label }) => messages.roleSaved(label),
    );
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}>
      <summary>${messages.roleAndLibraries}<span class="visually-hidden"> of ${this.account.label}</span></summary>
      ${this.isOpen ? this.#form() : null}
    </details>`;
  }

  #theirs(): string {
    const { role, label } = this.account;
    return messages.roleChangedMeanwhile(label, [ROLE_WORDS[role], forText(this.account)].filter(Boolean).join(', '));
  }

  #form(): TemplateResult {
    const draft = this.#draft;
    const { role, libraries } = draft.words;
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      <div class="fields">
        ${draft.field('role', {
          label: messages.role,
          options: PERSONS_ROLES.map((each) => [each, ROLE_WORDS[each]] as const),
        })}
        ${draft.field('label', { label: messages.defaultLabelField, most: 80, required: false, wide: true })}
      </div>
      ${
        ROLE_IS_FOR[role] === 'libraries'
          ? html`<scope-choice
              .account=${this.account.label}
              .chosen=${libraries}
              .faults=${errorsAt(draft.errors, 'libraries')}
              @ask-choose=${({ detail }: CustomEvent<Named[]>) => draft.set({ libraries: detail })}
            ></scope-choice>`
          : null
      }
      ${draft.isTheirsShown ? draft.line(this.#theirs()) : troubleLine(draft.trouble)}
      <div class="actions">
        <button type="submit" class="button" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${messages.saveRole}<span class="visually-hidden"> for ${this.account.label}</span>
        </button>
        <span class="small soft">${messages.roleNote}</span>
      </div>
    </form>`;
  }
}
