import { html, type TemplateResult } from 'lit';
import { confirmation } from '../../server/dashboard/out/ui/confirmation.js';
import { emptyState, emptyStyles } from '../../server/dashboard/out/ui/empty-state.js';
import { EntryEditor, type Entry } from '../../server/dashboard/out/ui/entry-editor.js';
import { DashboardElement } from '../../server/dashboard/out/ui/dashboard-element.js';
import { listPanel, listPanelStyles } from '../../server/dashboard/out/ui/list-panel.js';
import { livePage } from '../../server/dashboard/out/ui/live-page.js';
import type { LiveQuery } from '../../server/dashboard/out/ui/live-query.js';
import { pageTop } from '../../server/dashboard/out/ui/page-top.js';
import { saveBar, saveBarStyles } from '../../server/dashboard/out/ui/save-bar.js';
import { page } from '../../server/dashboard/out/styles/page.js';
import type { ShownFailure } from '../../server/dashboard/out/logic/failure.js';
import type { Part } from './part.js';
import { LIBRARY, LONG_LINE, LONG_WORD, NOW_MS, ZONE } from './words.js';

/** What a page or a list has read, or why it has not. */
const read = <T>(last?: T, failure?: ShownFailure): LiveQuery<T> =>
  ({ last, failure, at: new Date(NOW_MS), ask: () => Promise.resolve() }) as unknown as LiveQuery<T>;

const live = (kept: LiveQuery<string>) =>
  livePage({ heading: 'Coverage', sub: LIBRARY, kept, zone: ZONE }, (last) => html`<p class="panel">${last}</p>`);
const list = (id: string, kept: LiveQuery<string[]>) =>
  listPanel({ id, heading: 'Contacts', what: 'Whom staff call.' }, kept, (names) =>
    names.length === 0
      ? html`<p>None yet.</p>`
      : html`<ul class="plain-list">
          ${names.map((name) => html`<li>${name}</li>`)}
        </ul>`,
  );

interface Contact extends Entry {
  name: string;
}

/** A list that is changed in place, as a feature makes one. */
class ContactList extends DashboardElement {
  static override styles = [confirmation, listPanelStyles];
  static override properties = { names: { attribute: false }, press: {} };
  declare names: readonly string[];
  /** Which button is pressed when it is shown. */
  declare press: string | undefined;
  #editor: EntryEditor<Contact, { name: string }> = new EntryEditor<Contact, { name: string }>(this, {
    all: () => this.names.map((name, at) => ({ id: at + 1, revision: 1, name })),
    reread: () => Promise.resolve(),
    name: ({ name }) => name,
    by: () => 'Ann',
    typed: (contact) => ({ name: contact?.name ?? '' }),
    show: ({ name }) => html`<p>${name}</p>`,
    fields: (draft) => draft.field('name', { label: 'Name' }),
    save: () => Promise.resolve(),
    saved: () => '',
    remove: () => Promise.resolve(),
    mayAdd: () => true,
    mayChange: () => true,
    messages: {
      none: 'No contact yet.',
      add: 'Add a contact',
      removed: () => '',
      removeAsk: (name) => `Remove ${name}?`,
    },
  });

  override render(): TemplateResult {
    return html`<section aria-label="Contacts">${this.#editor.render()}</section>`;
  }

  protected override firstUpdated(): void {
    const buttons = [...this.renderRoot.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent?.trim().startsWith(this.press ?? '\0'))?.click();
  }
}
customElements.define('parts-contacts', ContactList);
const contacts = (names: readonly string[], press?: string) =>
  html`<parts-contacts .names=${names} .press=${press}></parts-contacts>`;

const SAVE = html`<div class="actions"><button type="button" class="button primary">Save</button></div>`;

export const PAGES: readonly Part[] = [
  {
    name: 'page top',
    styles: page,
    states: {
      rest: () => pageTop('Hours', LIBRARY),
      'long words': () => pageTop(LONG_WORD, LONG_LINE),
    },
  },
  {
    name: 'live page',
    styles: page,
    states: {
      loading: () => live(read<string>()),
      read: () => live(read('Two desks answer.')),
      'not read': () => live(read<string>(undefined, 'out-of-reach')),
      stale: () => live(read('Two desks answer.', 'server')),
    },
  },
  {
    name: 'list panel',
    styles: listPanelStyles,
    states: {
      loading: () => list('loading', read<string[]>()),
      none: () => list('none', read([])),
      many: () => list('many', read(['Aberdeen', LONG_WORD])),
      'not read': () => list('failed', read<string[]>(undefined, 'server')),
    },
  },
  {
    name: 'entry editor',
    states: {
      none: () => contacts([]),
      many: () => contacts(['Aberdeen', LONG_WORD, LONG_LINE]),
      adding: () => contacts(['Aberdeen'], 'Add'),
      changing: () => contacts(['Aberdeen'], 'Change'),
      removing: () => contacts(['Aberdeen'], 'Remove'),
    },
  },
  {
    name: 'empty state',
    styles: emptyStyles,
    states: {
      rest: () => emptyState('No meeting is planned.'),
      'long words': () => emptyState(LONG_LINE),
    },
  },
  {
    name: 'save bar',
    styles: saveBarStyles,
    states: {
      untouched: () => saveBar({ isUntouched: true }, SAVE),
      changed: () => saveBar({ isUntouched: false }, SAVE),
      'in a panel': () => saveBar({ isUntouched: false }, SAVE, { panel: true }),
    },
  },
];
