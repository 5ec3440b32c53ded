import {
  getDirectory,
  searchContacts,
  searchPolicies,
  type ContactSearch,
  type Directory,
  type Liaison,
  type PolicySearch,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Chapter } from '../guide/chapter.js';
import { messages } from '../i18n/search.js';
import { Debounce } from '../logic/debounce.js';
import { findAll, MAX_FOUND, type Found } from '../logic/search.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';
import { libraryPageHref, libraryPartHref, pageHref, pagePartHref, policySearchHref } from '../ui/route.js';
import { keepsSlash, opensBySlash } from '../ui/slash-key.js';

/** Fewer are in everything. */
const MIN_CHARS = 2;

const liaisonText = ({ name, libraries, email, phone }: Liaison): string =>
  [name, ...libraries.map((library) => library.name), email, phone].filter(Boolean).join(', ');

/** Where everybody reads it: with the policies of its library. */
const contactLink = ({ id, name, phone, email, library }: ContactSearch['contacts'][number]): Found => ({
  words: name,
  about: [library.name, phone, email].filter(Boolean).join(', '),
  href: libraryPartHref(library.id, 'policies', `contact-${id}`),
});

/** What the guide has, by the words of its titles and headings. */
const chapterText = ({ title, blocks }: Chapter): string =>
  [
    title,
    ...blocks.filter(({ kind }) => kind === 'heading').flatMap(({ items }) => items.flat().map(({ text }) => text)),
  ].join(' ');

/** One field for all that the dashboard has. The arrow keys go through what is found, Enter in the field opens the first. */
@customElement('search-dialog')
export class SearchDialog extends DashboardElement {
  static override styles = css`
    dialog {
      width: min(40rem, calc(100vw - 2rem));
      max-height: 80vh;
      margin-block-start: var(--space-6);
      padding: var(--space-4);
      border: 1px solid var(--line-strong);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--ink);
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 40%);
    }

    .top {
      display: flex;
      gap: var(--space-2);
      align-items: end;
    }

    .top label {
      flex: 1;
    }

    h2 {
      margin-block: var(--space-3) 0;
      font-size: var(--text-s);
      color: var(--ink-soft);
    }

    li a {
      display: block;
      padding-block: var(--space-2);
      overflow-wrap: anywhere;
    }

    .tick {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      margin-block-start: var(--space-3);
    }

    .tick input {
      flex: none;
      width: 1.25rem;
      min-height: 1.25rem;
    }
  `;

  /** Those that the reader may open. */
  @property({ attribute: false }) pages: readonly Found[] = [];
  @property({ type: Boolean }) coordinator = false;
  /** The reader may open the page of the liaisons. */
  @property({ type: Boolean }) liaisons = false;

  @state() private typed = '';
  @state() private chapters: readonly Chapter[] = [];
  #directory = new Query<Directory>(this);
  #policies = new Query<{ q: string; search: PolicySearch }>(this);
  #contacts = new Query<ContactSearch & { q: string }>(this);
  #typing = new Debounce();

  async show(): Promise<void> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog')!;
    if (!dialog.open) dialog.showModal();
    this.renderRoot.querySelector<HTMLInputElement>('[type=search]')?.select();
    if (this.#directory.state.last === undefined) void this.#directory.ask(() => getDirectory(connection));
    if (this.chapters.length === 0) await this.#loadGuide();
  }

  /** Without it, the rest is found all the same. */
  async #loadGuide(): Promise<void> {
    const guide = await import('askusnow:guide').catch(() => undefined);
    if (!guide) return;
    this.chapters = [...(this.coordinator ? guide.coordinatorChapters : []), ...guide.chapters] as readonly Chapter[];
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #type(typed: string): void {
    this.typed = typed;
    this.#typing.cancel();
    const q = typed.trim();
    if (q.length < MIN_CHARS) return;
    this.#typing.run(() => {
      void this.#policies.ask(async () => ({ q, search: await searchPolicies(connection, { q }) }));
      void this.#contacts.ask(async () => ({ q, ...(await searchContacts(connection, { q })) }));
    });
  }

  #onKey(event: KeyboardEvent): void {
    const links = [...this.renderRoot.querySelectorAll<HTMLElement>('li a')];
    const field = this.renderRoot.querySelector<HTMLElement>('[type=search]')!;
    const stops = [field, ...links];
    const at = stops.indexOf(event.composedPath()[0] as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0) return;
    if (step !== undefined) stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
    else if (event.key === 'Enter' && at === 0) links[0]?.click();
    else return;
    event.preventDefault();
  }

  /** For what the server has of the words as they are now; after a failure it is not waited for. */
  #isWaiting(): boolean {
    const q = this.typed.trim();
    const isOut = (query: { state: { last: { q: string } | undefined }; failure: unknown }): boolean =>
      query.state.last?.q !== q && query.failure === undefined;
    return q.length >= MIN_CHARS && (isOut(this.#policies) || isOut(this.#contacts));
  }

  #groups(): [string, Found[]][] {
    const q = this.typed.trim();
    if (q === '') return [];
    const { last } = this.#policies.state;
    const contacts = this.#contacts.state.last;
    const chapters = findAll(this.chapters, q, chapterText);
    const people = findAll(this.#directory.state.last?.liaisons ?? [], q, liaisonText);
    const groups: [string, Found[]][] = [
      [messages.pages, findAll(this.pages, q, ({ words, about }) => `${words} ${about ?? ''}`)],
      [messages.guide, chapters.map(({ title, slug }) => ({ words: title, href: `${pageHref('guide')}#${slug}` }))],
      [messages.policies, last?.q === q ? this.#policyLinks(last.search, q) : []],
      [messages.contacts, contacts?.q === q ? contacts.contacts.slice(0, MAX_FOUND).map(contactLink) : []],
      [messages.people, people.map((liaison) => this.#person(liaison))],
    ];
    return groups.filter(([, found]) => found.length > 0);
  }

  #policyLinks({ found }: PolicySearch, q: string): Found[] {
    const links = found.flatMap(({ library, paragraphs }) =>
      library === null
        ? []
        : [...new Map(paragraphs.map(({ topic, name }) => [topic, name]))].map(([topic, name]) => ({
            words: name,
            about: library.name,
            href: libraryPartHref(library.id, 'policies', `topic-${topic}`),
          })),
    );
    return found.length === 0
      ? []
      : [...links.slice(0, MAX_FOUND), { words: messages.allPolicies, href: policySearchHref(q) }];
  }

  #person(liaison: Liaison): Found {
    const { name, email, libraries } = liaison;
    const library = libraries[0] ? libraryPageHref(libraries[0].id, 'policies') : pageHref('policies');
    const other = email === null ? library : `mailto:${email}`;
    return {
      words: name,
      about: liaisonText({ ...liaison, name: '' }),
      href: !this.liaisons ? other : libraries[0] ? pagePartHref('liaisons', libraries[0].id) : pageHref('liaisons'),
    };
  }

  override render(): TemplateResult {
    const groups = this.#groups();
    const count = groups.reduce((sum, [, found]) => sum + found.length, 0);
    const isIncomplete = [this.#policies, this.#contacts, this.#directory].some(({ failure }) => failure !== undefined);
    return html`<dialog
      aria-label=${messages.search}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
      @click=${({ target }: Event) => (target as Element).closest('a') && this.#close()}
    >
      <div class="top">
        <label>
          ${messages.label}
          <input
            type="search"
            autocomplete="off"
            maxlength="100"
            .value=${this.typed}
            @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
          />
        </label>
        <button type="button" class="button" @click=${() => this.#close()}>${messages.close}</button>
      </div>
      <p class="small soft" role="status">
        ${this.#isWaiting() ? messages.searching : this.typed.trim() === '' ? null : count === 0 ? messages.none : messages.found(count)}
        ${isIncomplete ? messages.incomplete : null}
      </p>
      ${groups.map(
        ([name, found]) =>
          html`<h2>${name}</h2>
            <ul class="unmarked">
              ${found.map(
                ({ words, href, about }) =>
                  html`<li>
                    <a href=${href}>${words}${about ? html` <span class="small soft">${about}</span>` : null}</a>
                  </li>`,
              )}
            </ul>`,
      )}
      <label class="tick">
        <input
          type="checkbox"
          .checked=${opensBySlash()}
          @change=${(event: Event) => keepsSlash((event.target as HTMLInputElement).checked)}
        />
        ${messages.slash}
      </label>
    </dialog>`;
  }
}
