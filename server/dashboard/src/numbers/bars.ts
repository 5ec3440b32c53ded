import { css, html, svg, type TemplateResult } from 'lit';

/** Bars in cells of a table, as `bar` draws them. */
export const bars = css`
  td {
    vertical-align: middle;
  }

  .number {
    width: 1%;
  }

  svg.bar {
    display: block;
    width: 100%;
    height: 0.75rem;
  }

  .bar rect {
    fill: var(--bar);
  }

  @media (forced-colors: active) {
    .bar rect {
      fill: CanvasText;
    }
  }
`;

/** A bar across its cell, for a host with the sheet `bars`; the number stands beside it. `share`: 0 to 1. */
export const bar = (share: number): TemplateResult =>
  html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${100 * share} height="10" />`}
  </svg>`;
