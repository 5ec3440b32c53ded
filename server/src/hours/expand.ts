// In:    a queue's hours in local terms, its zone, a window of instants.
// Out:   when it is open: half-open intervals of instants, in order, disjoint, inside the window; null: unknown.
// Never: reads a clock or a fixed offset.  The one place where local hours become instants.
//
// An exception outranks a season, a season the base week. An exception owns its civil days: what the eve would spill
// into them is cut at their first instant, unless the eve belongs to the same exception. Local times that a clock
// change skips or repeats are read "compatible" (RFC 5545 §3.3.5), so lengths come from instants alone.
import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Exception, type HoursRules, type Opening } from '@askusnow/sdk/contract';

/** Half-open [startMs, endMs). Units: ms since the epoch. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** What rules one civil day. */
interface DayRule {
  openings: readonly Opening[];
  /** The exception that owns the day; null: a season or the base week does. */
  owner: Exception | null;
}

interface Day extends DayRule {
  date: Temporal.PlainDate;
  startMs: number;
}

function ruleOf(hours: HoursRules, weekly: NonNullable<HoursRules['weekly']>, date: Temporal.PlainDate): DayRule {
  const civil = date.toString();
  const owner = hours.exceptions.find(
    (exception) => exception.date <= civil && civil <= (exception.through ?? exception.date),
  );
  if (owner !== undefined) return { openings: owner.open, owner };
  const season = hours.seasons.find(({ from, to }) => from <= civil && civil <= to);
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  const openings = (season?.weekly ?? weekly).filter(({ days }) => days.some((day) => day === weekday));
  return { openings, owner: null };
}

function toInstantMs(date: Temporal.PlainDate, clock: string, zone: string): number {
  const isMidnight = clock === '24:00';
  return (isMidnight ? date.add({ days: 1 }) : date)
    .toPlainDateTime(Temporal.PlainTime.from(isMidnight ? '00:00' : clock))
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The civil days from two days before the window to one after it. A spill reaches one day; a zone may skip another. */
function daysAround(
  hours: HoursRules,
  weekly: NonNullable<HoursRules['weekly']>,
  zone: string,
  { startMs, endMs }: Interval,
): Day[] {
  const civilDate = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const last = civilDate(endMs).add({ days: 1 });
  const days: Day[] = [];
  for (
    let date = civilDate(startMs).subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const start = date.toZonedDateTime(zone);
    // A zone that crosses the date line skips a civil day (Apia, 2011-12-30): a day that was not has no hours.
    if (!start.toPlainDate().equals(date)) continue;
    days.push({ date, startMs: start.epochMilliseconds, ...ruleOf(hours, weekly, date) });
  }
  return days;
}

function openingsOf(day: Day, next: Day | undefined, zone: string): Interval[] {
  const isCut = next !== undefined && next.owner !== null && next.owner !== day.owner;
  return day.openings.map(({ open, close }) => {
    const endMs = toInstantMs(close > open ? day.date : day.date.add({ days: 1 }), close, zone);
    return { startMs: toInstantMs(day.date, open, zone), endMs: isCut ? Math.min(endMs, next.startMs) : endMs };
  });
}

/** Overlapping and touching intervals become one; empty ones (a gap in the clock) vanish. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  const sorted = intervals
    .filter(({ startMs, endMs }) => startMs < endMs)
    .sort((one, other) => one.startMs - other.startMs);
  for (const { startMs, endMs } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/**
 * When a queue with these hours is open within the window.
 * `closedUntilMs`: closed before it, whatever the hours say.
 */
export function expandHours(
  hours: HoursRules,
  zone: string,
  window: Interval,
  closedUntilMs: number | null = null,
): Interval[] | null {
  const { weekly } = hours;
  if (weekly === null) return null;
  const startMs = Math.max(window.startMs, closedUntilMs ?? window.startMs);
  const { endMs } = window;
  if (startMs >= endMs) return [];
  const days = daysAround(hours, weekly, zone, { startMs, endMs });
  const openings = days.flatMap((day, index) => openingsOf(day, days[index + 1], zone));
  return mergeIntervals(
    openings.map((each) => ({ startMs: Math.max(each.startMs, startMs), endMs: Math.min(each.endMs, endMs) })),
  );
}
