import type { ProposedAddress } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { addressText, sharedNote, STATE_WORDS, whatText, whoText } from '../i18n/proposed-addresses.js';

/** What a list says of a proposed address. Its host has the sheet `tones`. */
export function proposedFacts(proposed: ProposedAddress): TemplateResult {
  const { state, answer } = proposed;
  const { words, tone } = STATE_WORDS[state];
  return html`<p><strong>${addressText(proposed)}</strong> <span class="chip ${tone}">${words}</span></p>
    <p class="small soft">${whatText(proposed)}. ${sharedNote(proposed)}</p>
    <p class="small soft">${whoText(proposed)}</p>
    ${answer === null || answer.reason === '' ? null : html`<p dir="auto">${answer.reason}</p>`}`;
}
