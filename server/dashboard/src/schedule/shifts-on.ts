import type { QueueShifts, ShiftsPreview } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { clockText } from '../i18n/clock-text.js';
import { messages } from '../i18n/shift-week.js';
import { whoText } from '../logic/who.js';
import { wallClock } from '../logic/wall-clock.js';
import { serverNowMs } from '../ui/server-clock.js';

export const shiftsOnStyles = css`
  .today,
  .today dd {
    margin: 0;
  }

  .open {
    display: grid;
    gap: var(--space-1);
  }

  .open dd {
    display: grid;
    grid-template-columns: minmax(0, 13rem) auto;
    justify-content: start;
  }

  .today dt {
    color: var(--ink-soft);
  }
`;

/** Who is on today, above the week: on a phone the days before it come between. Null: nobody, or another week. */
export function shiftsOn(
  today: string,
  { shifts, zone }: ShiftsPreview,
  shared: QueueShifts['shared'],
): TemplateResult | null {
  const dateOf = (at: string): string => wallClock(Date.parse(at), zone).date;
  const nowMs = serverNowMs();
  const isNow = ({ start, end }: ShiftsPreview['shifts'][number]): boolean =>
    Date.parse(start) <= nowMs && nowMs < Date.parse(end);
  const on = shifts.filter(({ start, end }) => dateOf(start) <= today && today <= dateOf(end));
  if (on.length === 0) return null;
  return html`<dl class="today">
    <dt>${messages.onToday}</dt>
    ${on.map(
      (shift) =>
        html`<dd>
          <strong>${whoText(shift, shared)}</strong> ${clockText(Date.parse(shift.start), zone)} –
          ${clockText(Date.parse(shift.end), zone)}${isNow(shift) ? html`, <strong>${messages.onNow}</strong>` : null}
        </dd>`,
    )}
  </dl>`;
}
