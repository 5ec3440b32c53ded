import {
  addContact,
  checkContact,
  changeContact,
  CONTACT_NAME_CHARS_MAX,
  CONTACT_NOTE_CHARS_MAX,
  getContacts,
  removeContact,
  verifyContact,
  type Contact,
  type ContactList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../app/connection.js';
import { readerMayChange } from '../app/reader.js';
import { instantText } from '../i18n/clock-text.js';
import { messages } from '../i18n/contacts.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { announce } from '../ui/events.js';
import { faults, field, troubleLine, type Field } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { localPanel, localPanelStyles, saveForm } from './local-panel.js';

type Words = Record<'name' | 'phone' | 'email' | 'page' | 'note', string>;

interface Draft extends Words {
  /** Null: a new contact. */
  id: number | null;
  revision: number;
}

const EMPTY: Draft = { id: null, name: '', phone: '', email: '', page: '', note: '', revision: 0 };

const draftOf = ({ id, name, phone, email, page, note, revision }: Contact): Draft => ({
  id,
  name,
  phone: phone ?? '',
  email: email ?? '',
  page: page ?? '',
  note: note ?? '',
  revision,
});

/** A library's contacts, each with the day on which it was last verified. */
@customElement('contact-list')
export class ContactListPanel extends DashboardElement {
  static override styles = [confirmation, localPanelStyles];

  @property() library = '';
  @state() private draft: Draft | undefined;
  #list = new LiveQuery<ContactList>(this, ['workspace'], () => getContacts(connection, this.library));
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.draft = undefined;
    void this.#list.ask({ keep: false });
  }

  async #edit(draft: Draft): Promise<void> {
    this.#mutation.forget();
    this.draft = draft;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('form input')?.focus();
  }

  async #save(event: SubmitEvent, { id, revision, ...words }: Draft): Promise<void> {
    event.preventDefault();
    const orNull = (text: string): string | null => text.trim() || null;
    const contact = {
      name: words.name.trim(),
      phone: orNull(words.phone),
      email: orNull(words.email),
      page: orNull(words.page),
      note: orNull(words.note),
      revision,
    };
    const saved = await saveForm(this.#mutation, this.#list, {
      save: () =>
        id === null
          ? addContact(connection, this.library, contact)
          : changeContact(connection, this.library, id, contact),
      goOn: () => {
        if (this.draft) this.draft = { ...this.draft, revision: this.#stored(id)?.revision ?? 0 };
      },
    });
    if (saved === undefined) return;
    announce(this, messages.saved(saved.name));
    await this.#close();
  }

  async #verify(contact: Contact): Promise<void> {
    const verified = await this.#mutation.run(() =>
      verifyContact(connection, this.library, contact.id, { revision: contact.revision }),
    );
    if (verified !== undefined) announce(this, messages.confirmed(contact.name));
    // Refused or not: what is stored now is shown.
    await this.#list.ask();
  }

  async #ask({ id, name, email }: Contact): Promise<void> {
    const to = email === null ? 'me' : 'contact';
    const asked = await this.#mutation.run(() => checkContact(connection, this.library, id, { to }));
    if (asked === undefined) return;
    announce(this, messages.asked(name));
    await this.#list.ask();
  }

  async #remove(contact: Contact): Promise<void> {
    const isDone = await this.#mutation.run(async () => {
      await removeContact(connection, this.library, contact.id, contact);
      return true;
    });
    await this.#confirmation.end();
    if (!isDone) return;
    announce(this, messages.removed(contact.name));
    await this.#list.ask();
    await this.#close();
  }

  async #close(): Promise<void> {
    this.draft = undefined;
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  #stored(id: number | null): Contact | undefined {
    return this.#list.last?.contacts.find((each) => each.id === id);
  }

  override render(): TemplateResult {
    return localPanel({ id: 'contacts', heading: messages.heading, what: messages.what }, this.#list, (last) =>
      this.#content(last),
    );
  }

  #content({ contacts, zone }: ContactList): TemplateResult {
    return html`${
      contacts.length === 0
        ? html`<p>${messages.none}</p>`
        : html`<ul class="plain-list">
            ${repeat(
              contacts,
              ({ id }) => id,
              (contact) => this.#contact(contact, zone),
            )}
          </ul>`
    }
    ${this.draft === undefined ? troubleLine(this.#mutation.trouble) : null}
    ${this.draft?.id === null ? this.#form(this.draft) : null}
    ${
      readerMayChange() && this.draft === undefined
        ? html`<div class="screen-only">
            <button type="button" class="button" @click=${() => void this.#edit(EMPTY)}>${messages.add}</button>
          </div>`
        : null
    }`;
  }

  #contact(contact: Contact, zone: string): TemplateResult {
    const { id, name, phone, email, page, note, verifiedAt, isDue, check } = contact;
    const facts: [string, string | TemplateResult | null][] = [
      [messages.phone, phone],
      [messages.email, email === null ? null : html`<a href="mailto:${email}">${email}</a>`],
      [messages.page, page === null ? null : html`<a href=${page} rel="noreferrer">${page}</a>`],
      [messages.note, note],
    ];
    return html`<li>
      <h3 dir="auto">${name}</h3>
      ${facts.map(([word, fact]) => (fact === null ? null : html`<p><span class="soft">${word}:</span> ${fact}</p>`))}
      <p class="small soft">${messages.verified(verifiedAt, zone)}</p>
      ${
        check === null
          ? null
          : html`<p class=${check.state === 'changed' || check.state === 'not-sent' ? 'trouble' : 'small soft'}>
              ${messages.checkText[check.state]},
              ${instantText(check.at, zone)}${check.detail === null ? '' : `: ${check.detail}`}
            </p>`
      }
      ${isDue ? html`<p class="trouble">${messages.due}</p>` : null}
      ${readerMayChange() ? this.#buttons(contact) : null} ${this.draft?.id === id ? this.#form(this.draft) : null}
    </li>`;
  }

  #buttons(contact: Contact): TemplateResult {
    const { id, name } = contact;
    const about = html`<span class="visually-hidden"> ${name}</span>`;
    return html`<div class="actions screen-only">
      <button
        type="button"
        class="button"
        aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
        @click=${() => void this.#verify(contact)}
      >
        ${messages.stillRight}${about}
      </button>
      ${
        this.#list.last?.hasMail
          ? html`<button
              type="button"
              class="button"
              aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
              @click=${() => void this.#ask(contact)}
            >
              ${contact.email === null ? messages.askMe : messages.askContact}${about}
            </button>`
          : null
      }
      <button type="button" class="button" @click=${() => void this.#edit(draftOf(contact))}>
        ${messages.change}${about}
      </button>
      ${this.#confirmation.button(id, messages.remove, {
        words: messages.removeAsk(name),
        yes: messages.removeYes,
        about: name,
        isBusy: this.#mutation.busy,
        onYes: () => void this.#remove(contact),
      })}
    </div>`;
  }

  #form(draft: Draft): TemplateResult {
    const { trouble, errors, busy } = this.#mutation;
    const stored = this.#stored(draft.id);
    const input = (name: keyof Words, more: Pick<Field, 'label'> & Partial<Field>): TemplateResult => {
      const own = errorsAt(errors, name);
      return html`${field({
        value: draft[name],
        required: false,
        wide: true,
        fault: own.length > 0 ? `${name}-fault` : undefined,
        onInput: (text) => (this.draft = { ...draft, [name]: text }),
        ...more,
      })}
      ${faults(`${name}-fault`, own)}`;
    };
    return html`<form class="screen-only" @submit=${(event: SubmitEvent) => void this.#save(event, draft)}>
      ${
        trouble?.code === 'stale-revision' && stored
          ? html`<p class="trouble">${messages.changedMeanwhile(stored.by)}</p>`
          : errors.length === 0
            ? troubleLine(trouble)
            : null
      }
      ${input('name', { label: messages.name, required: true, most: CONTACT_NAME_CHARS_MAX })}
      ${input('phone', { label: messages.phoneField, most: 40 })}
      ${input('email', { label: messages.emailField, type: 'email', most: 254 })}
      ${input('page', { label: messages.pageField, type: 'url', most: 500 })}
      ${input('note', { label: messages.noteField, most: CONTACT_NOTE_CHARS_MAX })}
      <p class="small soft">${messages.changeNote}</p>
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${messages.save}</button>
        <button type="button" class="button" @click=${() => void this.#close()}>${messages.cancel}</button>
      </div>
    </form>`;
  }
}
