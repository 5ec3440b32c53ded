import type { ShiftsPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { gapsText, messages } from '../i18n/shift-week.js';

/** What is asked before a change is saved that leaves new gaps. */
export interface GapsWarning {
  preview: ShiftsPreview;
  isBusy: boolean;
  onSave(): void;
  onBack(): void;
}

/** The host focuses `#warning` when it appears. */
export const gapsWarning = ({ preview: { ahead, zone }, isBusy, onSave, onBack }: GapsWarning): TemplateResult =>
  html`<div class="confirm" role="group" aria-labelledby="warning">
    <p id="warning" tabindex="-1"><strong>${messages.warning(ahead.added.count)}</strong></p>
    <ul>
      ${gapsText(ahead.added, zone).map((gap) => html`<li>${gap}</li>`)}
    </ul>
    <div class="actions">
      <button type="button" class="button primary" @click=${onBack}>${messages.back}</button>
      <button type="button" class="button" aria-disabled=${isBusy ? 'true' : 'false'} @click=${onSave}>
        ${isBusy ? messages.saving : messages.saveAnyway}
      </button>
    </div>
  </div>`;
