import type { QueueShifts, ShiftsPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { headText } from '../i18n/hour-text.js';
import { messages } from '../i18n/shift-week.js';
import { DAY_MS } from '../logic/lengths.js';

/** As far ahead as Coverage looks. Units: days. */
const DAYS_AHEAD = 14;
const MAX_SHOWN = 3;

type Gap = ShiftsPreview['gaps'][number];

/** The next open times with nobody scheduled, each with a press that fills it. Null: who is scheduled is not known here. */
export function openTimes(
  { ahead, scheduledBy, zone }: ShiftsPreview,
  { editable }: QueueShifts,
  { nowMs, onFill }: { nowMs: number; onFill(gap: Gap): void },
): TemplateResult | null {
  if (scheduledBy !== 'shifts') return null;
  const near = ahead.gaps.first.filter(([start]) => Date.parse(start) < nowMs + DAYS_AHEAD * DAY_MS);
  if (near.length === 0) return html`<p>${messages.noneOpen(DAYS_AHEAD)}</p>`;
  const more = near.length - MAX_SHOWN;
  // The server names ten.
  const isAll = near.length < ahead.gaps.first.length || ahead.gaps.count === near.length;
  return html`<dl class="today open">
    <dt>${messages.nobodyAhead(DAYS_AHEAD)}</dt>
    ${near.slice(0, MAX_SHOWN).map((gap) => {
      const [start, end] = gap;
      const when = headText({ start, end, zone }, nowMs);
      return html`<dd class="actions">
        <strong>${when}</strong> ${
          editable
            ? html`<button type="button" class="button screen-only" @click=${() => onFill(gap)}>
                ${messages.fill}<span class="visually-hidden"> the shift: ${when}</span>
              </button>`
            : null
        }
      </dd>`;
    })}
    ${more > 0 ? html`<dd class="soft">${messages.moreOpen(more, isAll)}</dd>` : null}
  </dl>`;
}
