import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/roster.js';
import { weekText } from '../i18n/shift-week.js';
import type { RosterEntry } from '../logic/roster-change.js';
import { mondayOf } from '../logic/shift-edit.js';

/** What a roster changes, week by week; the first week is open. */
export function rosterWeeks(entries: readonly RosterEntry[], nameOf: (library: string) => string): TemplateResult {
  const changes = entries.filter(({ kind }) => kind !== 'same');
  const weeks = [...new Set(changes.map(({ date }) => mondayOf(date)))];
  return html`${weeks.map((week, at) => {
    const its = changes.filter(({ date }) => mondayOf(date) === week);
    return html`<details ?open=${at === 0}>
      <summary>${messages.week(weekText(week), its.length)}</summary>
      <ul class="plain-list">
        ${its.map(
          (entry) =>
            html`<li data-kind=${entry.kind}>
              <strong>${messages.kind(entry.kind)}</strong>: ${messages.entry(entry, nameOf(entry.library))}
            </li>`,
        )}
      </ul>
    </details>`;
  })}`;
}
