import { css, html, type TemplateResult } from 'lit';
import { messages } from '../i18n/ui.js';

/** The server's definitions of numbers, in columns. */
export const definitionTerms = (definitions: readonly { term: string; text: string }[]): TemplateResult =>
  html`<dl class="terms">
    ${definitions.map(
      ({ term, text }) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;

/** The definitions that a figure rests on, behind a press on the figure. A server of another release may have none. */
export function definitionNote(
  definitions: readonly { term: string; text: string }[],
  terms: readonly string[],
  name: string,
): TemplateResult | null {
  const own = definitions.filter(({ term }) => terms.includes(term));
  if (own.length === 0) return null;
  return html`<details class="definition">
    <summary class="screen-only">${messages.definition}<span class="visually-hidden">: ${name}</span></summary>
    ${own.map(({ term, text }) => html`<p>${own.length === 1 || term === name ? null : html`<strong>${term}:</strong> `}${text}</p>`)}
  </details>`;
}

export const definitionStyles = css`
  .terms {
    margin: 0;
    columns: 20rem;
    font-size: var(--text-s);
  }

  .terms > div {
    break-inside: avoid;
  }

  .terms dt {
    font-weight: 600;
  }

  .terms dd {
    margin: 0 0 var(--space-2);
    color: var(--ink-soft);
  }
`;
