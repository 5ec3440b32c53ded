import { html, svg, type TemplateResult } from 'lit';

/** A bar across its cell, for a host with the sheet `bars`; the number stands beside it. `share`: 0 to 1. */
export const bar = (share: number): TemplateResult =>
  html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${100 * share} height="10" />`}
  </svg>`;
