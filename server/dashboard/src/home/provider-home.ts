import { getLibraries, type LibraryList, type Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { libraryPageHref, policySearchHref } from '../ui/route.js';
import '../alerts/alert-panel.js';
import { messages } from '../i18n/home.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import '../ui/notice-card.js';
import { Query } from '../ui/query.js';
import { libraryTiles } from './library-tiles.js';
import { deskWeekLinks } from './desk-week-links.js';
import { tasksHead, tasksQuery, tasksSection } from './tasks-query.js';

/** The start page of a provider: alerts, what needs them, their libraries' hours at shared desks, and each library's policies. */
@customElement('provider-home')
export class ProviderHome extends DashboardElement {
  static override styles = [page, libraryTiles];

  /** Whose chats the reader answers. */
  @property({ attribute: false }) libraries: Session['worksFor'] = [];
  @property({ attribute: false }) desks: Session['sharedDesks'] = [];

  @state() private words = '';
  #tasks = tasksQuery(this);
  #libraries = new Query<LibraryList>(this);

  /** What needs the reader comes first: their hours are loaded after it. */
  protected override firstUpdated(): void {
    void import('../shared-hours/library-hours.js').catch(() => undefined);
    void this.#tasks.ask();
    void this.#askLibraries();
  }

  #askLibraries(): Promise<unknown> {
    return this.#libraries.ask(() => getLibraries(connection));
  }

  override render(): TemplateResult {
    return livePage(
      tasksHead(this.#tasks, this.libraries),
      html`<alert-panel class="panel" reading></alert-panel> ${this.#search()} ${tasksSection(this.#tasks)}
        <library-hours .libraries=${this.libraries} .desks=${this.desks}></library-hours> ${deskWeekLinks(this.desks)}
        ${this.#policies()}`,
    );
  }

  /** A link, and not a form: the server's log has the address of a page that a form asks for. */
  #search(): TemplateResult {
    return html`<div class="fields screen-only">
      <label class="wide">
        ${WORDS.findInAll}
        <input
          type="search"
          autocomplete="off"
          maxlength="100"
          placeholder=${WORDS.findHint}
          @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)}
          @keydown=${({ key }: KeyboardEvent) => key === 'Enter' && this.renderRoot.querySelector<HTMLElement>('.fields a')?.click()}
        />
      </label>
      <a class="button" href=${policySearchHref(this.words.trim())}>${messages.searchPolicies}</a>
    </div>`;
  }

  #policies(): TemplateResult {
    const { failure, state } = this.#libraries;
    return html`<section aria-labelledby="policies">
      <h2 id="policies">${messages.policies}</h2>
      ${
        failure === undefined
          ? null
          : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#askLibraries()}></notice-card>`
      }
      <ul>
        ${state.last?.libraries.map(
          ({ id, name }) => html`<li><a href=${libraryPageHref(id, 'policies')}>${name}</a></li>`,
        )}
      </ul>
    </section>`;
  }
}
