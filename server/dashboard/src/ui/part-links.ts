import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/ui.js';
import { DashboardElement } from './dashboard-element.js';
import { announce } from './events.js';

/** A part of a page, by the address that shows it. */
export interface PartLink {
  words: string;
  href: string;
  isShown: boolean;
}

/**
 * The parts of a page as links: each can be bookmarked, opened in a new tab and left by the back button. A press keeps the
 * focus, and what it shows lies below: another part is announced.
 */
@customElement('part-links')
export class PartLinks extends DashboardElement {
  static override styles = css`
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-4);
      margin: 0;
      padding: 0;
      list-style: none;
      border-bottom: 1px solid var(--line);
    }

    a {
      display: block;
      min-height: 1.5rem;
      padding-block: var(--space-1);
      border-bottom: 3px solid transparent;
      color: var(--ink-soft);
      font-weight: 550;
      text-decoration: none;
    }

    a:hover {
      color: var(--ink);
      text-decoration: underline;
    }

    a[aria-current] {
      border-color: var(--accent);
      color: var(--ink);
    }

    @media (forced-colors: active) {
      a {
        border-color: Canvas;
      }

      a[aria-current] {
        border-color: Highlight;
      }
    }
  `;

  /** What the parts are of. */
  @property() name = '';
  @property({ attribute: false }) parts: readonly PartLink[] = [];
  #shown: string | undefined;

  protected override updated(): void {
    const before = this.#shown;
    this.#shown = this.parts.find(({ isShown }) => isShown)?.words;
    if (before !== undefined && this.#shown !== undefined && this.#shown !== before)
      announce(this, messages.partShown(this.#shown));
  }

  override render(): TemplateResult {
    return html`<nav class="screen-only" aria-label=${this.name}>
      <ul>
        ${this.parts.map(
          ({ words, href, isShown }) =>
            html`<li><a href=${href} aria-current=${isShown ? 'true' : nothing}>${words}</a></li>`,
        )}
      </ul>
    </nav>`;
  }
}
