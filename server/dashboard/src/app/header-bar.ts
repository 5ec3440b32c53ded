import type { Session } from '@askusnow/sdk';
import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { WORDS } from '../i18n/words.js';
import { messages } from '../i18n/app.js';
import { announce } from '../ui/events.js';
import { homeHref, pageHref, type Route } from '../ui/route.js';
import type { SearchDialog } from '../search/search-dialog.js';
import { asksSearch } from '../ui/slash-key.js';
import { accountLinks, libraryNavigation, mainNavigation, sameElsewhere, searchedPages } from './navigation.js';
import { navLink, navList, pageNav } from './page-nav.js';

const MARK = svg`<path fill="currentColor" d="M5 3h14a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-6.5L7 21.5V17H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3Z" />`;
const ARROW = svg`<path d="m5 9 7 7 7-7" fill="none" stroke="currentColor" stroke-width="2.5" />`;

const LENS = svg`<path d="m21 21-5.5-5.5M18 10.5a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z" fill="none" stroke="currentColor" stroke-width="2.5" />`;

/** What a button of the header opens: all pages in a narrow window, the account's links, the other libraries. */
type Part = 'menu' | 'account' | 'libraries';

/**
 * The header: wide, one row of brand, navigation and account, and a slimmer one of the pages of what is shown. Narrow:
 * one row with a button, which opens all of it over the page, so that nothing moves. Emits `ask-sign-out`.
 */
@customElement('header-bar')
export class HeaderBar extends LitElement {
  @property({ attribute: false }) route!: Route;
  @property({ attribute: false }) session: Session | undefined;

  /** The libraries are chosen within the menu where the window is narrow. */
  @state() private open: readonly Part[] = [];
  /** Its script is loaded when it is first asked for. */
  @state() private isSearched = false;

  constructor() {
    super();
    const onKey = (event: KeyboardEvent): void => {
      if (this.session === undefined || !asksSearch(event)) return;
      event.preventDefault();
      void this.#search();
    };
    this.addController({
      hostConnected: () => document.addEventListener('keydown', onKey),
      hostDisconnected: () => document.removeEventListener('keydown', onKey),
    });
  }

  async #search(): Promise<void> {
    try {
      await import('../search/search-dialog.js');
    } catch {
      return announce(this, messages.noSearch);
    }
    this.isSearched = true;
    await this.updateComplete;
    await this.querySelector<SearchDialog>('search-dialog')?.show();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #toggle(part: Part): void {
    this.open = this.open.includes(part) ? this.open.filter((each) => each !== part) : [...this.open, part];
  }

  #onKey = (event: KeyboardEvent): void => {
    const last = this.open.at(-1);
    if (event.key !== 'Escape' || last === undefined) return;
    this.#toggle(last);
    this.querySelector<HTMLElement>(`[aria-controls=header-${last}]`)?.focus();
  };

  /** Without a next element nothing is closed: Safari gives links no focus, and the click must still find its link. */
  #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node)) return;
    const holds = (part: Part): boolean =>
      [`#header-${part}`, `[aria-controls=header-${part}]`].some(
        (selector) => this.querySelector(selector)?.contains(relatedTarget) === true,
      );
    if (!this.open.every(holds)) this.open = this.open.filter(holds);
  };

  #onClick = ({ target }: Event): void => {
    if (target instanceof Element && target.closest('a')) this.open = [];
  };

  override render(): TemplateResult {
    const { session } = this;
    return html`<header class="bar" @keydown=${this.#onKey} @focusout=${this.#onFocusOut} @click=${this.#onClick}>
      <a class="skip" href="#content">${messages.skipToContent}</a>
      <div class="bar-inner">
        <a class="brand" href=${homeHref()}>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${MARK}</svg>
          ${session?.cooperative ?? 'AskUsNow'}
        </a>
        ${session ? this.#menu(session) : null}
      </div>
    </header>`;
  }

  #button(part: Part, words: string, kind: string): TemplateResult {
    return html`<button
      type="button"
      class=${kind}
      aria-expanded=${String(this.open.includes(part))}
      aria-controls=${`header-${part}`}
      @click=${() => this.#toggle(part)}
    >
      <span>${words}</span><svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true">${ARROW}</svg>
    </button>`;
  }

  #menu(session: Session): TemplateResult {
    const { route } = this;
    const [main, library] = [mainNavigation(route, session), libraryNavigation(route, session)];
    return html`<button
        type="button"
        class="search-button"
        aria-keyshortcuts="/"
        aria-haspopup="dialog"
        @click=${() => void this.#search()}
      >
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">${LENS}</svg><span>${messages.search}</span>
      </button>
      ${this.#button('menu', messages.menu, 'button menu-button')}
      <div id="header-menu" class="menu">
        ${main ? pageNav(main, 'main-nav') : null}
        ${library ? pageNav(library, main ? 'library-nav second' : 'library-nav', this.#libraries(session, library.name)) : null}
        ${this.#account(session)}
      </div>
      ${
        this.isSearched
          ? html`<search-dialog
              .pages=${searchedPages(route, session)}
              ?coordinator=${session.role === 'coordinator'}
              ?liaisons=${session.role !== 'provider'}
            ></search-dialog>`
          : null
      }`;
  }

  /** The same page of another library. */
  #libraries(session: Session, name: string): TemplateResult | null {
    const links = sameElsewhere(this.route, session);
    if (links.length === 0) return null;
    return html`${this.#button('libraries', name, 'switcher')}
      <div id="header-libraries" class="part">
        ${this.open.includes('libraries') ? navList(WORDS.chooseLibrary, links) : nothing}
      </div>`;
  }

  #account(session: Session): TemplateResult {
    const { page, library } = this.route;
    // The guide knows which chapter that is: its table is no part of the first load.
    const guide = `${pageHref('guide')}#of-${library === null ? '' : 'library-'}${page ?? ''}`;
    return html`<div class="who">
      ${navLink({ words: messages.guidePage, href: guide, isShown: library === null && page === 'guide' })}
      ${this.#button('account', messages.account, 'account-button')}
      <div id="header-account" class="part">
        <p>${messages.signedIn(session.label)}</p>
        ${navList(messages.account, accountLinks(this.route, session))}
        <button type="button" class="button" @click=${() => this.dispatchEvent(new Event('ask-sign-out'))}>
          ${messages.signOut}
        </button>
      </div>
    </div>`;
  }
}
