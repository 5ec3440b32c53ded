import type { ShiftRequest, ShiftRequestList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { agreedText, changeLines, requestText, STATE_WORDS, whoText } from '../i18n/shift-requests.js';

/** What a list says of a request. Its host has the sheet `tones`. */
export function shiftRequestFacts(request: ShiftRequest, services: ShiftRequestList['services']): TemplateResult {
  const { queue, state, answer } = request;
  const { words, tone } = STATE_WORDS[state];
  const agreed = agreedText(request, services);
  return html`<p><strong>${requestText(request)}</strong> <span class="chip ${tone}">${words}</span></p>
    <p class="small">${queue.name}</p>
    ${changeLines(request, services).map((line) => html`<p class="small">${line}</p>`)}
    <p class="small soft">${whoText(request)}</p>
    ${agreed === null ? null : html`<p>${agreed}</p>`}
    ${answer === null || answer.reason === '' ? null : html`<p dir="auto">${answer.reason}</p>`}`;
}
