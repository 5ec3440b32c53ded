import { css, html, type TemplateResult } from 'lit';
import { messages } from '../i18n/policies.js';
import { paragraphDifference } from '../logic/paragraph-difference.js';

export const differences = css`
  :host {
    display: block;
    margin-block-start: var(--space-3);
  }

  details > * + *,
  section + section,
  li + li {
    margin-block-start: var(--space-3);
  }

  li {
    display: grid;
    gap: var(--space-2);
  }

  .difference {
    display: grid;
    gap: var(--space-2);
  }

  .difference :is(ins, del) {
    display: block;
    padding-inline-start: var(--space-3);
    border-inline-start: 3px solid var(--line-strong);
    overflow-wrap: anywhere;
    text-decoration: none;
    white-space: pre-wrap;
  }

  .difference del {
    border-inline-start-style: dashed;
  }
`;

/** The paragraphs that two texts do not share. */
export function difference(before: string, after: string): TemplateResult {
  const changed = paragraphDifference(before, after).filter(({ kind }) => kind !== 'same');
  if (changed.length === 0) return html`<p class="small soft">${messages.sameText}</p>`;
  return html`<div class="difference small">
    ${changed.map(({ kind, text }) =>
      kind === 'added'
        ? html`<ins dir="auto"><strong>${messages.added}</strong> ${text}</ins>`
        : html`<del dir="auto"><strong>${messages.removed}</strong> ${text}</del>`,
    )}
  </div>`;
}
