import { css, html, type TemplateResult } from 'lit';

/** A list with nothing in it yet: one picture, and one sentence; the press that begins it follows. */
export const emptyState = (words: string): TemplateResult =>
  html`<div class="empty">
    <svg viewBox="0 0 48 40" width="48" height="40" aria-hidden="true">
      <polygon points="6,4 42,4 42,28 22,28 13,36 13,28 6,28" />
      <polyline points="14,12 34,12" />
      <polyline points="14,19 26,19" />
    </svg>
    <p>${words}</p>
  </div>`;

export const emptyStyles = css`
  .empty {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3);
  }

  .empty svg {
    flex: none;
    fill: none;
    stroke: var(--line-strong);
    stroke-width: 2;
    stroke-linejoin: round;
  }
`;
