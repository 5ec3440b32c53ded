import type { QueueShifts, ShiftRule } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/shift-week.js';
import { shiftDifference } from './shift-difference.js';

export interface ShiftConflictOptions {
  /** As they were when the change began. */
  before: readonly ShiftRule[];
  yours: readonly ShiftRule[];
  theirs: QueueShifts;
  /** Saves both changes; undefined: they change the same shift. */
  onCombine: (() => void) | undefined;
  onTakeTheirs: () => void;
}

/** What another person has saved meanwhile, beside one's own change. */
export function shiftConflict({
  before,
  yours,
  theirs,
  onCombine,
  onTakeTheirs,
}: ShiftConflictOptions): TemplateResult {
  return html`<div class="confirm" role="group" aria-labelledby="conflict">
    <p id="conflict" tabindex="-1"><strong>${messages.conflict}</strong></p>
    <div class="two">
      <div>
        <h4>${messages.theirs}</h4>
        ${shiftDifference(before, theirs.shifts, theirs.shared)}
      </div>
      <div>
        <h4>${messages.yours}</h4>
        ${shiftDifference(before, yours, theirs.shared)}
      </div>
    </div>
    ${onCombine ? null : html`<p>${messages.cannotCombine}</p>`}
    <div class="actions">
      ${
        onCombine
          ? html`<button type="button" class="button primary" @click=${onCombine}>${messages.saveOnTop}</button>`
          : null
      }
      <button type="button" class="button" @click=${onTakeTheirs}>${messages.takeTheirs}</button>
    </div>
  </div>`;
}
