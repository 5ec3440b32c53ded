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
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { instantText } from '../i18n/clock-text.js';
import { messages } from '../i18n/contacts.js';
import { WORDS } from '../i18n/words.js';
import { addressValue } from '../ui/address.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import type { Draft } from '../ui/draft.js';
import { EntryEditor } from '../ui/entry-editor.js';
import { LiveQuery } from '../ui/live-query.js';
import { entryRows, listPanel, listPanelStyles } from '../ui/list-panel.js';
import { showHeading } from '../ui/show-heading.js';

type Typed = Record<'name' | 'phone' | 'email' | 'page' | 'note', string>;

/** A library's contacts, each with the day on which it was last verified. */
@customElement('contact-list')
export class ContactListPanel extends DashboardElement {
  static override styles = [confirmation, listPanelStyles, entryRows];

  @property() library = '';
  #list = new LiveQuery<ContactList>(this, ['workspace'], () => getContacts(connection, this.library));
  #editor = new EntryEditor<Contact, Typed>(this, {
    all: () => this.#list.last?.contacts ?? [],
    reread: () => this.#list.ask(),
    name: ({ name }) => name,
    by: ({ by }) => by,
    typed: (contact) => ({
      name: contact?.name ?? '',
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
      page: contact?.page ?? '',
      note: contact?.note ?? '',
    }),
    show: (contact) => this.#contact(contact),
    buttons: (contact) => (readerMayChange() ? this.#buttons(contact) : null),
    fields: (draft) => this.#fields(draft),
    save: (typed, revision, contact) => this.#save(typed, revision, contact),
    saved: ({ name }) => messages.saved(name.trim()),
    remove: (contact) => removeContact(connection, this.library, contact.id, contact),
    mayAdd: readerMayChange,
    mayChange: readerMayChange,
    messages,
  });

  /** A task about contacts leads here. */
  #isPlaced = addressValue('show') !== 'contacts';
  protected override updated(): void {
    if (this.#isPlaced || !this.#list.last) return;
    this.#isPlaced = true;
    showHeading(this.renderRoot.querySelector('h2'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#editor.end();
    void this.#list.ask({ keep: false });
  }

  #save(typed: Typed, revision: number, stored: Contact | undefined): Promise<Contact> {
    const orNull = (text: string): string | null => text.trim() || null;
    const contact = {
      name: typed.name.trim(),
      phone: orNull(typed.phone),
      email: orNull(typed.email),
      page: orNull(typed.page),
      note: orNull(typed.note),
      revision,
    };
    return stored === undefined
      ? addContact(connection, this.library, contact)
      : changeContact(connection, this.library, stored.id, contact);
  }

  async #verify(contact: Contact): Promise<void> {
    const { draft } = this.#editor;
    await draft.run(
      () => verifyContact(connection, this.library, contact.id, { revision: contact.revision }),
      messages.confirmed(contact.name),
    );
    // Refused or not: what is stored now is shown.
    await this.#list.ask();
  }

  async #ask({ id, name, email }: Contact): Promise<void> {
    const to = email === null ? 'me' : 'contact';
    const { draft } = this.#editor;
    if (await draft.run(() => checkContact(connection, this.library, id, { to }), messages.asked(name)))
      await this.#list.ask();
  }

  override render(): TemplateResult {
    return listPanel({ id: 'contacts', heading: messages.heading, what: messages.what }, this.#list, () =>
      this.#editor.render(),
    );
  }

  #contact({ name, phone, email, page, note, verifiedAt, isDue, check }: Contact): TemplateResult {
    const zone = this.#list.last?.zone ?? 'UTC';
    const facts: [string, string | TemplateResult | null][] = [
      [messages.phone, phone],
      [WORDS.email, email === null ? null : html`<a href="mailto:${email}">${email}</a>`],
      [WORDS.page, page === null ? null : html`<a href=${page} rel="noreferrer">${page}</a>`],
      [WORDS.note, note],
    ];
    return html`<div>
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
    </div>`;
  }

  #buttons(contact: Contact): TemplateResult {
    const busy = this.#editor.draft.busy ? 'true' : 'false';
    const button = (words: string, onClick: () => void): TemplateResult =>
      html`<button type="button" class="button" aria-disabled=${busy} @click=${onClick}>
        ${words}<span class="visually-hidden"> ${contact.name}</span>
      </button>`;
    return html`${button(messages.stillRight, () => void this.#verify(contact))}
    ${
      this.#list.last?.hasMail
        ? button(contact.email === null ? messages.askMe : messages.askContact, () => void this.#ask(contact))
        : null
    }`;
  }

  #fields(draft: Draft<Typed>): TemplateResult {
    const optional = { required: false, wide: true };
    return html`${draft.field('name', { label: messages.name, wide: true, most: CONTACT_NAME_CHARS_MAX })}
      ${draft.field('phone', { label: messages.phoneField, most: 40, ...optional })}
      ${draft.field('email', { label: messages.emailField, type: 'email', most: 254, ...optional })}
      ${draft.field('page', { label: messages.pageField, type: 'url', most: 500, ...optional })}
      ${draft.field('note', { label: WORDS.noteOptional, most: CONTACT_NOTE_CHARS_MAX, ...optional })}
      <p class="small soft">${messages.changeNote}</p>`;
  }
}
