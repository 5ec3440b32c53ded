import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** A link of the navigation. */
export interface NavLink {
  words: string;
  href: string;
  isShown: boolean;
}

/** A link that stands alone, or pages under one name. */
export type NavEntry = NavLink | { words: string; pages: readonly NavLink[] };

const ARROW = svg`<path d="m5 9 7 7 7-7" fill="none" stroke="currentColor" stroke-width="2.5" />`;

const current = (value: 'page' | 'true', is: boolean): string | typeof nothing => (is ? value : nothing);

/**
 * A navigation of two levels. Wide: a row of groups, and under it the pages of the group that is shown. Narrow: one
 * button, and a list of all pages that lies over the page, so that nothing moves. styles/page.css has its layout.
 */
@customElement('page-nav')
export class PageNav extends LitElement {
  @property() name = '';
  /** The words of the narrow button. */
  @property() button = '';
  @property({ attribute: false }) entries: readonly NavEntry[] = [];

  @state() private isOpen = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.isOpen) return;
    this.isOpen = false;
    this.querySelector('button')?.focus();
  };

  /** Without a next element nothing is closed: Safari gives links no focus, and the click must still find its link. */
  #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !this.contains(relatedTarget)) this.isOpen = false;
  };

  #onClick = ({ target }: Event): void => {
    if (target instanceof Element && target.closest('a')) this.isOpen = false;
  };

  override render(): TemplateResult {
    const listId = `pages-of-${this.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
    return html`<nav
      aria-label=${this.name}
      @keydown=${this.#onKey}
      @focusout=${this.#onFocusOut}
      @click=${this.#onClick}
    >
      <button
        type="button"
        class="button"
        aria-expanded=${String(this.isOpen)}
        aria-controls=${listId}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        ${this.button}<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">${ARROW}</svg>
      </button>
      <ul id=${listId}>
        ${this.entries.map((entry) => this.#entry(entry))}
      </ul>
    </nav>`;
  }

  #entry(entry: NavEntry): TemplateResult {
    if (!('pages' in entry)) return html`<li>${this.#link(entry)}</li>`;
    const isShown = entry.pages.some((page) => page.isShown);
    return html`<li class=${isShown ? 'shown' : ''}>
      <span aria-hidden="true">${entry.words}</span>
      <a class="group" href=${entry.pages[0]?.href ?? nothing} aria-current=${current('true', isShown)}
        >${entry.words}</a
      >
      <ul aria-label=${entry.words}>
        ${entry.pages.map((page) => html`<li>${this.#link(page)}</li>`)}
      </ul>
    </li>`;
  }

  #link({ words, href, isShown }: NavLink): TemplateResult {
    return html`<a href=${href} aria-current=${current('page', isShown)}>${words}</a>`;
  }
}
