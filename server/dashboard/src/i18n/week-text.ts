import type { WeekRow, Span } from '../logic/week-rows.js';
import { clockText } from './clock-text.js';
import { countedText } from './count-text.js';
import { spanText } from './day-text.js';
import { GAP_WORDS, SEEN_WORDS } from './coverage-text.js';
import { minutesText } from './moment-text.js';
import { zoneName } from './zone-text.js';
import { MINUTE_MS } from '../logic/lengths.js';

/** A cell with more spans shows sums. */
const MAX_SPANS = 6;
const minutesOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / MINUTE_MS, 0);

/** "9 AM – 12 PM"; a day's end is midnight. */
const spanClockText = ({ startMs, endMs }: Span, zone: string): string =>
  `${clockText(startMs, zone)} – ${clockText(endMs, zone)}`;

export const promisedText = ({ promised }: WeekRow, zone: string): string => {
  if (promised === null) return 'not known';
  return promised.length === 0 ? 'closed' : promised.map((span) => spanClockText(span, zone)).join(', ');
};

/** Each shift with its label; without shifts, that the hours count as scheduled. */
export function scheduledText({ shifts, scheduled, unscheduled }: WeekRow, zone: string): string {
  const named = shifts.map((shift) => `${shift.label} ${spanClockText(shift, zone)}`);
  const gaps = unscheduled.map((span) => `nobody ${spanClockText(span, zone)}`);
  if (named.length + gaps.length > 0) return [...named, ...gaps].join('; ');
  return scheduled.length === 0 ? 'nobody' : 'by its hours';
}

/** What was observed, and scheduled time without live status; many short spans are summed up. */
export function seenText({ seen, kept }: WeekRow, zone: string): string {
  const known = seen.filter(({ state }) => state !== 'unknown');
  if (known.length === 0) return 'no live status';
  const unwatched = kept
    .filter(({ kind }) => kind === 'unmonitored')
    .map((span) => ({ ...span, state: 'unknown' as const }));
  const all = [...known, ...unwatched].sort((one, other) => one.startMs - other.startMs);
  if (all.length <= MAX_SPANS)
    return all.map((span) => `${SEEN_WORDS[span.state]} ${spanClockText(span, zone)}`).join('; ');
  return [...new Set(all.map(({ state }) => state))]
    .map((state) => `${SEEN_WORDS[state]} ${minutesText(minutesOf(all.filter((span) => span.state === state)))}`)
    .join('; ');
}

export const gapsText = ({ gaps }: WeekRow, zone: string): string =>
  gaps.length === 0
    ? 'none'
    : gaps
        .map(({ kind, start, end, minutes }) => {
          const to = end === null ? 'still open' : clockText(Date.parse(end), zone);
          return `${GAP_WORDS[kind].toLowerCase()} ${clockText(Date.parse(start), zone)} – ${to} (${minutesText(minutes)})`;
        })
        .join('; ');

/** "25 hours: the clocks go back" */
export const oddDayText = ({ hours }: WeekRow): string | null =>
  hours === 24 ? null : `${hours} hours: the clocks go ${hours > 24 ? 'back' : 'forward'}`;

/** What the picture shows, in two sentences. */
export function weekSummary(name: string, rows: readonly WeekRow[], zone: string): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return `${name}: no days`;
  const kept = rows.flatMap((row) => row.kept);
  const of = (kind: string): string => minutesText(minutesOf(kept.filter((span) => span.kind === kind)));
  const gaps = rows.flatMap((row) => row.gaps);
  const unscheduled = minutesOf(rows.flatMap((row) => row.unscheduled));
  const past =
    kept.length === 0
      ? 'nothing to observe yet'
      : `${of('covered')} covered, ${of('uncovered')} nobody there, ${of('unmonitored')} not known, ${countedText(gaps.length, 'gap')}`;
  const hours = `promised ${minutesText(minutesOf(rows.flatMap(({ promised }) => promised ?? [])))}, scheduled ${minutesText(minutesOf(rows.flatMap((row) => row.scheduled)))}`;
  const lacking = unscheduled > 0 ? `, ${minutesText(unscheduled)} with nobody scheduled` : '';
  return `${name}, ${spanText(first.date, last.date)}, by ${zoneName(zone)}: ${hours}${lacking}; ${past}. The table below has each day.`;
}
