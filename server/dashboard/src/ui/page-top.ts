import { html, type TemplateResult } from 'lit';

/** The head of a page that is not kept up to date: `livePage` has the others. Its host has the sheet `page`. */
export const pageTop = (heading: string, sub: string): TemplateResult =>
  html`<div class="top">
    <div>
      <h1 tabindex="-1">${heading}</h1>
      <p class="soft">${sub}</p>
    </div>
  </div>`;
