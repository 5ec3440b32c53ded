import { toScheduleCsvUrl, type ShiftsPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/shift-week.js';
import { WORDS } from '../i18n/words.js';
import { monthSpan } from '../logic/months.js';
import { instantMs } from '../logic/wall-clock.js';
import { connection } from '../ui/connection.js';

/** A week of shifts, and the month that it begins in, for a spreadsheet; and a button that prints it. */
export function weekFiles({ queue, zone, from, to }: ShiftsPreview, week: string): TemplateResult {
  const [first, next] = monthSpan(week).map((date) => new Date(instantMs({ date, time: '00:00' }, zone)).toISOString());
  const link = (words: string, window: { from: string; to: string }): TemplateResult =>
    html`<a class="button" href=${toScheduleCsvUrl(connection, queue, window)} download>${words}</a>`;
  return html`<div class="actions screen-only">
    ${link(messages.csvOfWeek, { from, to })} ${link(messages.csvOfMonth(week), { from: first!, to: next! })}
    <button type="button" class="button" @click=${() => print()}>${WORDS.print}</button>
  </div>`;
}
