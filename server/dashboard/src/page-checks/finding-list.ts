import type { OtherWidget, PageFinding } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { findingText, messages, widgetText } from '../i18n/page-checks.js';

/** Each fault with its action and its section of the help page. */
export const findingList = (findings: readonly { code: PageFinding; where?: string }[]): TemplateResult =>
  html`<ul class="bulleted">
    ${findings.map(({ code, where }) => {
      const { fault, action, href } = findingText(code);
      return html`<li>
        ${fault}${where === undefined ? null : html` <span class="soft">(${where})</span>`} ${action}
        <a href=${href} target="_blank" rel="noopener">${messages.howTo}</a>
      </li>`;
    })}
  </ul>`;

/** Which elements to take out, where the tag replaces another chat. */
export const widgetList = (widgets: readonly OtherWidget[]): TemplateResult | null =>
  widgets.length === 0
    ? null
    : html`<p>${messages.takeOut}</p>
        <ul class="bulleted">
          ${widgets.map((widget) => html`<li>${widgetText(widget)}</li>`)}
        </ul>`;
