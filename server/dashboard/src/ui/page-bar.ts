import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PAGE_ROWS } from './list-page.js';
import { pageText } from '../i18n/count-text.js';
import { DashboardElement } from './dashboard-element.js';

/**
 * Pagination below a long list: which rows are shown, and links to the next page. Emits `ask-page` with the offset.
 * Empty if all rows are shown.
 */
@customElement('page-bar')
export class PageBar extends DashboardElement {
  static override styles = css`
    nav {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-3);
      margin-top: var(--space-4);
    }

    p {
      margin: 0;
    }

    [aria-disabled='true'] {
      color: var(--ink-soft);
      cursor: default;
    }
  `;

  /** The name of the rows: "libraries". */
  @property() what = '';
  @property({ type: Number }) offset = 0;
  @property({ type: Number }) total = 0;
  /** Of a page. */
  @property({ type: Number }) rows = PAGE_ROWS;

  #turn(offset: number): void {
    if (offset < 0 || offset >= this.total) return;
    this.dispatchEvent(new CustomEvent<number>('ask-page', { detail: offset }));
  }

  override render(): TemplateResult | typeof nothing {
    const { what, offset, total, rows } = this;
    if (total <= rows && offset === 0) return nothing;
    // A button at the first or last page stays enabled: disabled, it would lose the focus.
    const button = (words: string, to: number): TemplateResult =>
      html`<button
        type="button"
        class="button"
        aria-disabled=${to < 0 || to >= total ? 'true' : nothing}
        @click=${() => this.#turn(to)}
      >
        <span>${words}<span class="visually-hidden"> page of ${what}</span></span>
      </button>`;
    return html`<nav class="screen-only" aria-label=${`Pages of ${what}`}>
      ${button('Previous', offset - rows)} ${button('Next', offset + rows)}
      <p class="soft">${pageText(offset, Math.min(offset + rows, total), total, what)}</p>
    </nav>`;
  }
}
