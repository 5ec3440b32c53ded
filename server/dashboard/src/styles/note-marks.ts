import { css } from 'lit';

/** Marks of dated notes on a chart. */
export const noteMarks = css`
  .note line {
    stroke: var(--ink-soft);
    stroke-dasharray: 2 3;
  }

  .note circle {
    fill: var(--ink);
  }

  @media (forced-colors: active) {
    .note circle {
      fill: CanvasText;
    }
  }
`;
