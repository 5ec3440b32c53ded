// In:    an instant, a zone, and what else of the date is said.
// Out:   the words for it: `2 PM`, `Mon, May 4, 2:30 PM EDT`; for its day: `Monday, May 4`. A full hour has no minutes, as on the tag
//        and the dashboard. Of an interval: `Mon, May 4, 2 PM – 4 PM`.
// Never: a zone of its own choice.
import type { Interval } from './intervals.ts';

export const clockText = (at: number | Date, zone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit', ...options })
    .format(at)
    .replace(':00', '');

/** Of a day: "May 4", and what `options` adds. */
export const dayFormat = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, month: 'long', day: 'numeric', ...options });

/** The words of a day on a page. */
export const SHORT_DAY: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' };

/** What ends at midnight ends on its day. */
export function spanText({ startMs, endMs }: Interval, zone: string, withDay: Intl.DateTimeFormatOptions): string {
  const day = dayFormat(zone, {});
  const isOneDay = day.format(startMs) === day.format(endMs - 1);
  return `${clockText(startMs, zone, withDay)} – ${clockText(endMs, zone, isOneDay ? {} : withDay)}`;
}
