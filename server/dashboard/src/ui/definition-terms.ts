import { css, html, type TemplateResult } from 'lit';

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
