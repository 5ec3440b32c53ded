import type { Exception, Opening, QueueHours, Season, Weekday, WeeklyRule } from '@askusnow/sdk';
import { clockText } from './clock-text.js';
import { spanText, weekdayText } from './day-text.js';

/** The weekdays in order, with their names. */
export const DAY_NAMES: Record<Weekday, { short: string; long: string }> = {
  mo: { short: 'Mon', long: 'Monday' },
  tu: { short: 'Tue', long: 'Tuesday' },
  we: { short: 'Wed', long: 'Wednesday' },
  th: { short: 'Thu', long: 'Thursday' },
  fr: { short: 'Fri', long: 'Friday' },
  sa: { short: 'Sat', long: 'Saturday' },
  su: { short: 'Sun', long: 'Sunday' },
};
export const DAYS = Object.keys(DAY_NAMES) as Weekday[];

const THIN = '\u202f';

/** "9 AM", "12:30 PM", "noon", "midnight" */
export function timeText(clock: string): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  if (minute === 0 && hour % 12 === 0) return hour % 24 === 0 ? 'midnight' : 'noon';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${THIN}${hour < 12 ? 'AM' : 'PM'}`;
}

const isAllDay = ({ open, close }: Opening): boolean => open === close || (open === '00:00' && close === '24:00');

/** "9 AM – 5 PM", "10 PM – 2 AM the next day" */
export function openingText(opening: Opening): string {
  const { open, close } = opening;
  if (isAllDay(opening)) return open === '00:00' ? 'around the clock' : `24 hours from ${timeText(open)}`;
  const isNextDay = close <= open && close !== '00:00';
  return `${timeText(open)} – ${timeText(close)}${isNextDay ? ' the next day' : ''}`;
}

export const openingsText = (openings: readonly Opening[]): string =>
  openings.length === 0
    ? 'closed'
    : [...openings]
        .sort((a, b) => (a.open < b.open ? -1 : 1))
        .map(openingText)
        .join(', ');

/** "Mon–Thu, Sat"; three or more in a row become a range. */
export function daysText(days: readonly Weekday[]): string {
  if (days.length === DAYS.length) return 'Every day';
  const runs: Weekday[][] = [];
  for (const day of DAYS) {
    if (!days.includes(day)) continue;
    const last = runs.at(-1);
    if (last && DAYS.indexOf(last.at(-1)!) === DAYS.indexOf(day) - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: Weekday | undefined): string => (day ? DAY_NAMES[day].short : '');
  return runs.flatMap((run) => (run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map(name))).join(', ');
}

/** Of a day that differs from its week: "open 9 AM – 1 PM only" */
export const exceptionText = ({ open, note }: Exception): string =>
  `${open.length === 0 ? openingsText(open) : `open ${openingsText(open)} only`}${note ? ` (${note})` : ''}`;

/** A week's lines, days with the same hours on one line. */
export function weekLines(weekly: readonly WeeklyRule[]): { days: string; hours: string }[] {
  const lines = new Map<string, Weekday[]>();
  for (const day of DAYS) {
    const hours = openingsText(weekly.filter(({ days }) => days.includes(day)));
    lines.set(hours, [...(lines.get(hours) ?? []), day]);
  }
  return [...lines].map(([hours, days]) => ({ days: daysText(days), hours }));
}

/** "Thu, Nov 26, 2026" or "Dec 24 – 26, 2026" */
export const exceptionDaysText = ({ date, through }: Exception): string =>
  through === undefined || through === date ? `${weekdayText(date)}, ${date.slice(0, 4)}` : spanText(date, through);

export const seasonDaysText = ({ from, to }: Season): string => spanText(from, to);

/** Exceptions that are not over yet, in order. */
export const toCome = (exceptions: readonly Exception[], today: string): Exception[] =>
  exceptions.filter(({ date, through = date }) => through >= today).sort((a, b) => (a.date < b.date ? -1 : 1));

/** "9 AM – 5 PM", by the queue's clock; the caller shows the day. */
export function stretchesText(stretches: readonly (readonly [string, string])[] | null, timeZone: string): string {
  if (stretches === null) return 'not known';
  if (stretches.length === 0) return 'closed';
  const day = new Intl.DateTimeFormat('en-CA', { timeZone });
  return stretches
    .map(([start, end]) => {
      const [from, to] = [new Date(start), new Date(end)];
      const isNextDay = day.format(new Date(to.getTime() - 1)) !== day.format(from);
      return `${clockText(from, timeZone)} – ${clockText(to, timeZone)}${isNextDay ? ' the next day' : ''}`;
    })
    .join(', ');
}

const WHOSE: Record<QueueHours['tier'], string> = {
  local: 'Local desk',
  statewide: 'Statewide desk',
  global: 'Global desk',
};
export const tierText = (tier: QueueHours['tier']): string => WHOSE[tier];

export const closedNow = ({ closedUntil }: QueueHours, nowMs: number): boolean =>
  closedUntil !== null && Date.parse(closedUntil) > nowMs;
