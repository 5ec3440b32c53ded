import { css, html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { messages } from '../i18n/ui.js';

/**
 * Rows of a table that show more on a press: below themselves, or, on a phone alone, their cells of the class `in-more`.
 * Its host has the sheet `moreRows`, after `table`.
 */
export class MoreRows {
  #open = new Set<string>();

  #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  #toggle(key: string): void {
    if (!this.#open.delete(key)) this.#open.add(key);
    this.#host.requestUpdate();
  }

  /** The cell after the row's name. `narrow`: on a phone alone, where it shows the cells that a wide table always shows. */
  button(key: string, name: string, { narrow = false } = {}): TemplateResult {
    return html`<td class="toggle screen-only ${narrow ? 'narrow' : ''}">
      <button
        type="button"
        aria-label=${messages.moreAbout(name)}
        aria-expanded=${this.#open.has(key) ? 'true' : 'false'}
        @click=${() => this.#toggle(key)}
      >
        <span class="word">${messages.more}</span>
      </button>
    </td>`;
  }

  /** The row below it, over all columns; made only while it is shown. */
  row(key: string, columns: number, content: () => TemplateResult): TemplateResult | null {
    return this.#open.has(key)
      ? html`<tr class="more">
          <td colspan=${columns}>${content()}</td>
        </tr>`
      : null;
  }
}

/** What a row shows below itself: names with their values. A value that is empty or null leaves its name out. */
export const factList = (facts: readonly (readonly [name: string, value: unknown])[]): TemplateResult =>
  html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        value &&
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

export const moreRows = css`
  /* 24 px high for fingers, without moving the line that it stands on. */
  tbody th a {
    padding: var(--space-1) 0;
  }

  .toggle button {
    min-width: 1.75rem;
    height: 1.75rem;
    margin: calc(-1 * var(--space-1)) 0;
    padding: 0;
    border: 0;
    border-radius: var(--radius-s);
    background: none;
    color: var(--accent);
    font: inherit;
    cursor: pointer;
  }

  .toggle button:hover {
    background: var(--surface-sunk);
  }

  .toggle button::before {
    content: '▸' / '';
  }

  .toggle button[aria-expanded='true']::before {
    content: '▾' / '';
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
    gap: var(--space-2) var(--space-5);
    margin: 0;
  }

  .facts dt {
    color: var(--ink-soft);
  }

  .facts dd {
    margin: 0;
  }

  /* A wide table has it in the head of the column. */
  @container (min-width: 31.01rem) {
    .narrow,
    .toggle .word {
      display: none;
    }
  }

  @media screen {
    @container (max-width: 31rem) {
      .cards tr:has(> .toggle) {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-3);
        padding: var(--space-1) 0;
      }

      .cards tbody th {
        flex: 1 0 calc(100% - 7rem);
      }

      .cards tr:has(> .toggle) > * {
        padding: 0;
      }

      .cards .toggle {
        display: block;
      }

      .cards tr:has(> .toggle) > :not([data-label])::before {
        content: none;
      }

      .cards .more td {
        display: block;
      }

      /* The row below says it, or a press shows it. */
      .cards .in-more {
        display: none;
      }

      .cards tr:has(> .narrow > [aria-expanded='true']) > .in-more {
        display: flex;
        flex: 1 0 100%;
      }
    }
  }
`;
