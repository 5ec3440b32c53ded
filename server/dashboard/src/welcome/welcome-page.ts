import { getContacts, getDirectory, type Contact, type Liaison, type Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Chapter } from '../guide/chapter.js';
import { messages } from '../i18n/welcome.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { page } from '../styles/page.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import '../ui/notice-card.js';
import { pageTop } from '../ui/page-top.js';
import { Query } from '../ui/query.js';
import { homeHref, libraryPageHref, pageHref } from '../ui/route.js';

/** The chapters that concern a new hire, by what their role does. */
const CHAPTERS: Partial<Record<Session['role'], readonly string[]>> = {
  provider: ['if-you-answer-chats', 'shared-hours', 'follow-ups-and-questions', 'your-account'],
  viewer: ['first-day', 'numbers', 'visibility', 'your-account'],
};

type Library = Session['worksFor'][number];

interface Helpers {
  liaisons: Liaison[];
  contacts: ReadonlyMap<string, Contact[]>;
}

/** The first page of a new viewer or provider: what to read, whom to ask, where to practice. */
@customElement('welcome-page')
export class WelcomePage extends DashboardElement {
  static override styles = page;

  @property({ attribute: false }) session!: Session;
  @state() private chapters: readonly Chapter[] = [];
  #helpers = new Query<Helpers>(this);

  protected override firstUpdated(): void {
    void this.#load();
    void import('askusnow:guide').then(
      ({ chapters }) => (this.chapters = chapters as readonly Chapter[]),
      // The guide's own page says that it cannot be loaded.
      () => undefined,
    );
  }

  async #load(): Promise<void> {
    await this.#helpers.ask(async () => {
      const [{ liaisons }, ...lists] = await Promise.all([
        getDirectory(connection),
        ...this.session.worksFor.map(async ({ id }) => [id, (await getContacts(connection, id)).contacts] as const),
      ]);
      return { liaisons, contacts: new Map(lists) };
    });
  }

  override render(): TemplateResult {
    const { worksFor } = this.session;
    return html`${pageTop(messages.heading, messages.lead)}
      <div class="stack">
        ${this.#reading(worksFor)} ${this.#asking(worksFor)} ${worksFor.length === 0 ? null : this.#practice(worksFor)}
        <p><a href=${homeHref()}>${messages.next}</a></p>
      </div>`;
  }

  #reading(libraries: readonly Library[]): TemplateResult {
    const wanted = CHAPTERS[this.session.role] ?? [];
    const chapters = this.chapters.filter(({ slug }) => wanted.includes(slug));
    return html`<section class="panel" aria-labelledby="read">
      <h2 id="read">${messages.read}</h2>
      <ul>
        ${chapters.map(
          ({ slug, title }) => html`<li><a href="${pageHref('guide')}#${slug}">${messages.chapter(title)}</a></li>`,
        )}
        ${libraries.map(
          ({ id, name }) => html`<li><a href=${libraryPageHref(id, 'policies')}>${messages.policiesOf(name)}</a></li>`,
        )}
        <li><a href=${pageHref('policies')}>${messages.policiesOfAll}</a></li>
      </ul>
    </section>`;
  }

  #asking(libraries: readonly Library[]): TemplateResult {
    const { failure, state } = this.#helpers;
    const { last } = state;
    return html`<section class="panel" aria-labelledby="ask" aria-busy=${last || failure ? 'false' : 'true'}>
      <h2 id="ask">${messages.ask}</h2>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
      ${libraries.length === 0 ? html`<p>${messages.noLibrary}</p>` : null}
      ${last ? libraries.map((library) => this.#helpersOf(library, last)) : failure === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : null}
    </section>`;
  }

  #helpersOf({ id, name }: Library, { liaisons, contacts }: Helpers): TemplateResult {
    const own = liaisons.filter((liaison) => liaison.libraries.some((each) => each.id === id));
    const listed = contacts.get(id) ?? [];
    return html`${
        own.length === 0
          ? html`<p>${messages.noLiaison(name)}</p>`
          : html`<ul>
              ${own.map((liaison) => html`<li>${liaison.name} (${messages.liaison})${this.#mail(liaison.email)}</li>`)}
            </ul>`
      }
      <h3>${messages.contactsOf(name)}</h3>
      ${
        listed.length === 0
          ? html`<p class="soft">${messages.noContacts}</p>`
          : html`<ul>
              ${listed.map((contact) => html`<li>${contact.name}${contact.phone === null ? null : html`, ${contact.phone}`}${this.#mail(contact.email)}</li>`)}
            </ul>`
      }`;
  }

  #mail(email: string | null): TemplateResult | null {
    return email === null ? null : html`, <a href="mailto:${email}">${email}</a>`;
  }

  #practice(libraries: readonly Library[]): TemplateResult {
    return html`<section class="panel" aria-labelledby="practice">
      <h2 id="practice">${messages.practice}</h2>
      <p>${messages.practiceNote}</p>
      <ul>
        ${libraries.map(
          ({ id, name }) =>
            html`<li><a href="/embed/${encodeURIComponent(id)}?practice=yes">${messages.practiceOn(name)}</a></li>`,
        )}
      </ul>
    </section>`;
  }
}
