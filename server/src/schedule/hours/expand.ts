// In:    a queue's hours in local terms, its zone, a window of instants.
// Out:   its open times: half-open intervals, sorted, disjoint, within the window; null: unknown.
// Never: reads a clock, or converts local time itself: local-time.ts does.
//
// An exception overrides a season, a season the base week. An exception owns its civil days: an opening of the day before
// ends where they begin, unless that day belongs to the same exception.
import type { Exception, HoursRules, Opening } from '@askusnow/sdk/contract';
import { daysAround, toInterval, type CivilDay } from '../../platform/time/local-time.ts';
import { mergeIntervals, type Interval } from '../../platform/time/intervals.ts';

/** The rule of one civil day. */
interface DayRule {
  openings: readonly Opening[];
  /** The exception that owns the day; null: a season or the base week applies. */
  owner: Exception | null;
}

type Day = CivilDay & DayRule;

/** The exception that owns a civil day; null: none. */
export const ownerOf = (exceptions: readonly Exception[], civil: string): Exception | null =>
  exceptions.find(({ date, through = date }) => date <= civil && civil <= through) ?? null;

function ruleOf(hours: HoursRules, weekly: NonNullable<HoursRules['weekly']>, { civil, weekday }: CivilDay): DayRule {
  const owner = ownerOf(hours.exceptions, civil);
  if (owner !== null) return { openings: owner.open, owner };
  const season = hours.seasons.find(({ from, to }) => from <= civil && civil <= to);
  const openings = (season?.weekly ?? weekly).filter(({ days }) => days.includes(weekday));
  return { openings, owner: null };
}

function openingsOf(day: Day, next: Day | undefined, zone: string): Interval[] {
  const isCut = next !== undefined && next.owner !== null && next.owner !== day.owner;
  return day.openings.map(({ open, close }) => {
    const { startMs, endMs } = toInterval(day.date, open, close, zone);
    return { startMs, endMs: isCut ? Math.min(endMs, next.startMs) : endMs };
  });
}

/** The open times of a queue within the window. `closedUntilMs`: closed before it, regardless of the hours. */
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
  const days: Day[] = daysAround(zone, { startMs, endMs }).map((day) => ({
    ...day,
    ...ruleOf(hours, weekly, day),
  }));
  const openings = days.flatMap((day, index) => openingsOf(day, days[index + 1], zone));
  return mergeIntervals(
    openings.map((each) => ({ startMs: Math.max(each.startMs, startMs), endMs: Math.min(each.endMs, endMs) })),
  );
}
