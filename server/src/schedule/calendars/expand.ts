// In:    a calendar's events, a window of instants.
// Out:   the shifts that touch the window, complete and sorted.
// Never: leaves shifts out of a window that has too many, or returns an instance outside of it.
//
// Recurrence is computed in local time and then read in the event's zone: an instance in an hour that the clock skips
// begins after it. RFC 5545 §3.3.10 would drop it, and the desk would be empty. Our hours, and the calendar programs that
// people use, do the same as here.
import type { Interval } from '../../platform/time/intervals.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { Temporal } from 'temporal-polyfill';
import { FeedFault } from './fault.ts';
import { readFeed, type FeedEvent } from './feed.ts';
import type { FeedShift } from '../shifts/expand.ts';
import { startsBetween, type Spend } from './recurrence.ts';
import type { Rule } from './rule.ts';
import { asUtcMs } from './to-instant.ts';
import { msOf, type When } from './when.ts';

/** 100 a day for 100 days, more than any desk has: a calendar with more is a mistake. */
export const MAX_SHIFTS = 10_000;
/** Of a window that is longer than these 100 days. */
const MAX_SHIFTS_PER_DAY = 100;

/** Total for all rules of a calendar: enough for 2,000 that started seven years ago. Takes half a second of one core. */
const MAX_DAYS = 5_000_000;

function createSpend(): Spend {
  let left = MAX_DAYS;
  return (days) => {
    left -= days;
    if (left < 0) {
      throw new FeedFault(
        'too-costly',
        'has rules of recurrence that take too long to follow: let them begin later, or export fewer of them',
      );
    }
  };
}

const toWall = (ms: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDateTime();

/** Starts of a rule whose instances may touch the window, as instants and as local times. */
function startsOf(
  { recurrence, untilMs }: Rule,
  start: When,
  lookBackMs: number,
  window: Interval,
  spend: Spend,
): When[] {
  // Treats local time as UTC, which is wrong by a day at most.
  const fromMs = window.startMs - lookBackMs - 2 * DAY_MS;
  const toMs = Math.min(window.endMs, untilMs) + 2 * DAY_MS;
  return startsBetween(recurrence, asUtcMs(start.wall), fromMs, toMs, spend)
    .map((ms): When => ({ ...start, wall: toWall(ms) }))
    .filter((each) => msOf(each) <= untilMs);
}

/** Starts named by EXDATE or RECURRENCE-ID: by instant, or by civil day if only a day is named. */
function toNamed(whens: readonly When[]): (start: When) => boolean {
  const days = new Set(whens.filter(({ isDay }) => isDay).map(({ wall }) => wall.toPlainDate().toString()));
  const instants = new Set(whens.filter(({ isDay }) => !isDay).map(msOf));
  return (start) => instants.has(msOf(start)) || (days.size > 0 && days.has(start.wall.toPlainDate().toString()));
}

interface Instance {
  start: When;
  endMs: number;
}

function instancesOf(event: FeedEvent, window: Interval, spend: Spend): Instance[] {
  const { start, rules, exceptRules, extras, excepted, endOf } = event;
  const lookBackMs = endOf(start) - msOf(start) + DAY_MS;
  const startsBy = (each: Rule): When[] => startsOf(each, start, lookBackMs, window, spend);
  const instances = new Map<number, Instance>();
  for (const each of [start, ...rules.flatMap(startsBy)]) {
    instances.set(msOf(each), { start: each, endMs: endOf(each) });
  }
  for (const extra of extras) {
    instances.set(msOf(extra.start), { start: extra.start, endMs: extra.endMs ?? endOf(extra.start) });
  }
  for (const each of exceptRules.flatMap(startsBy)) instances.delete(msOf(each));
  const isExcepted = toNamed(excepted);
  return [...instances.values()].filter((each) => !isExcepted(each.start));
}

/** Moved and cancelled instances of an event. */
interface Replacements {
  isReplaced(start: When): boolean;
  /** "This and all future" changes, sorted by their first instant. */
  future: { fromMs: number; original: When; by: FeedEvent }[];
}

function toReplacements(versions: readonly FeedEvent[]): Replacements {
  const replaced = versions.flatMap((by) => (by.replaces === null ? [] : [{ by, ...by.replaces }]));
  return {
    isReplaced: toNamed(replaced.map(({ original }) => original)),
    future: replaced
      .filter(({ andFuture }) => andFuture)
      .map(({ by, original }) => ({ fromMs: msOf(original), original, by }))
      .sort((one, other) => one.fromMs - other.fromMs),
  };
}

type Stretch = Omit<FeedShift, 'uid'>;

const namesOf = ({ label, owner }: FeedEvent): Omit<Stretch, keyof Interval> => ({ label, ...owner });
const asWritten = (event: FeedEvent): Stretch[] =>
  event.isShift ? [{ startMs: msOf(event.start), endMs: event.endOf(event.start), ...namesOf(event) }] : [];

function shiftsOfSeries(
  event: FeedEvent,
  { isReplaced, future }: Replacements,
  window: Interval,
  spend: Spend,
): Stretch[] {
  return instancesOf(event, window, spend).flatMap((each): Stretch[] => {
    const startMs = msOf(each.start);
    if (isReplaced(each.start)) return [];
    const change = future.findLast(({ fromMs }) => fromMs <= startMs);
    if (change === undefined) return event.isShift ? [{ startMs, endMs: each.endMs, ...namesOf(event) }] : [];
    // Later instances are moved and resized like the one that it names.
    const { by, original } = change;
    const wall = each.start.wall.add(original.wall.until(by.start.wall));
    return asWritten({ ...by, start: { ...by.start, wall } });
  });
}

/** Throws a FeedFault if it would cost too much. */
export function expandFeed(events: readonly FeedEvent[], window: Interval, max: number): FeedShift[] {
  const spend = createSpend();
  const shifts: FeedShift[] = [];
  for (const [uid, versions] of Map.groupBy(events, (event) => event.uid)) {
    const replacements = toReplacements(versions);
    for (const event of versions) {
      const found = event.replaces === null ? shiftsOfSeries(event, replacements, window, spend) : asWritten(event);
      for (const shift of found) {
        const touches = shift.startMs < window.endMs && shift.endMs > window.startMs;
        if (touches && shift.startMs < shift.endMs) shifts.push({ ...shift, uid });
      }
      if (shifts.length > max) return inOrder(shifts).slice(0, max);
    }
  }
  return inOrder(shifts);
}

const inOrder = (shifts: FeedShift[]): FeedShift[] =>
  shifts.sort((one, other) => one.startMs - other.startMs || one.endMs - other.endMs || (one.uid < other.uid ? -1 : 1));

/** Shifts of a stored calendar in a window; `zone` is that of its floating times. */
export function feedShifts(body: string, zone: string, window: Interval): FeedShift[] {
  const days = Math.ceil((window.endMs - window.startMs) / DAY_MS);
  const max = Math.max(MAX_SHIFTS, days * MAX_SHIFTS_PER_DAY);
  const shifts = expandFeed(readFeed(body, zone).events, window, max + 1);
  if (shifts.length > max) throw new FeedFault('too-many-shifts', `has more than ${max} shifts in ${days} days`);
  return shifts;
}
