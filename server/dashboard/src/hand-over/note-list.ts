import type { HandOverNote } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/hand-over.js';

/** Notes to and fro, the oldest first. */
export const noteList = (notes: readonly HandOverNote[], zone?: string): TemplateResult | null =>
  notes.length === 0
    ? null
    : html`<ul>
        ${notes.map(
          ({ from, at, text }) =>
            html`<li>${text} <span class="soft small">${messages.noteFrom(from, at, zone)}</span></li>`,
        )}
      </ul>`;
