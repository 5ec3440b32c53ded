import { css, html, type TemplateResult } from 'lit';

/** While something is changed, Save and why it was refused stay in the window, however long the form is. */
export const saveBar = (
  { isUntouched }: { isUntouched: boolean },
  content: TemplateResult,
  { panel = false } = {},
): TemplateResult => html`<div class="form ${panel ? 'panel' : ''} ${isUntouched ? '' : 'save-bar'}">${content}</div>`;

/** What has the focus scrolls clear of the bar, which stands in the same form. */
export const saveBarStyles = css`
  @media screen and (min-height: 30rem) {
    .save-bar {
      position: sticky;
      inset-block-end: 0;
      z-index: 1;
      padding-block: var(--space-3);
      border-block-start: 1px solid var(--line);
      background: var(--surface);
    }

    :has(> .save-bar) :is(input, select, textarea, button, summary) {
      scroll-margin-block-end: calc(3 * var(--target));
    }
  }
`;
