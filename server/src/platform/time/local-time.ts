// In:    a civil day, clock times on it, a zone.
// Out:   their instants.
// Never: reads a clock or a fixed offset. Hours and shifts become instants here and nowhere else.
//
// Local times that a clock change skips or repeats are read as "compatible" (RFC 5545 §3.3.5), so durations come from
// instants only. Computing a zone's days takes tens of microseconds and is the same for every queue in it, so days and
// instants are cached.
import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Weekday } from '@askusnow/sdk/contract';
import { DAY_MS, MINUTE_MS } from './instants.ts';
import type { Interval } from './intervals.ts';

/** A civil day in a zone. */
export interface CivilDay {
  date: Temporal.PlainDate;
  /** `YYYY-MM-DD`. */
  civil: string;
  weekday: Weekday;
  /** Its first instant. */
  startMs: number;
}

/** Max cached days; beyond it the cache is cleared. A year ahead in every zone of a nation is a few thousand days. */
const MAX_DAYS_KEPT = 20_000;
const MAX_INSTANTS_KEPT = 100_000;

/** By zone, then by days since the epoch; null: the zone skipped that day. */
const days = new Map<string, Map<number, CivilDay | null>>();
/** By zone, then by minutes since the epoch in local time. */
const instants = new Map<string, Map<number, number>>();
let daysKept = 0;
let instantsKept = 0;

function keptOf<Found>(kept: Map<string, Map<number, Found>>, zone: string): Map<number, Found> {
  const found = kept.get(zone) ?? new Map<number, Found>();
  kept.set(zone, found);
  return found;
}

const toEpochDay = ({ year, month, day }: Temporal.PlainDate): number => Date.UTC(year, month - 1, day) / DAY_MS;

function toDate(epochDay: number): Temporal.PlainDate {
  const day = new Date(epochDay * DAY_MS);
  return new Temporal.PlainDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

function findDay(epochDay: number, zone: string): CivilDay | null {
  const date = toDate(epochDay);
  const start = date.toZonedDateTime(zone);
  // A zone that crosses the date line skips a civil day (Apia, 2011-12-30), which has no hours.
  if (!start.toPlainDate().equals(date)) return null;
  const weekday = WEEKDAYS[date.dayOfWeek - 1]!;
  return { date, civil: date.toString(), weekday, startMs: start.epochMilliseconds };
}

function dayOf(epochDay: number, zone: string): CivilDay | null {
  const known = keptOf(days, zone).get(epochDay);
  if (known !== undefined) return known;
  if ((daysKept += 1) > MAX_DAYS_KEPT) {
    days.clear();
    daysKept = 1;
  }
  const found = findDay(epochDay, zone);
  keptOf(days, zone).set(epochDay, found);
  return found;
}

/** `minutes`: local time since the epoch. */
function findInstantMs(minutes: number, zone: string): number {
  const epochDay = Math.floor(minutes / 1440);
  const minute = minutes - epochDay * 1440;
  const day = dayOf(epochDay, zone);
  const next = dayOf(epochDay + 1, zone);
  // A civil day of 24 hours has no clock change: no zone has changed its clocks there and back in one day.
  if (day !== null && next !== null && next.startMs - day.startMs === DAY_MS) return day.startMs + minute * MINUTE_MS;
  const date = toDate(epochDay);
  return date
    .toPlainDateTime(new Temporal.PlainTime(Math.floor(minute / 60), minute % 60))
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function toInstantMs(epochDay: number, clock: string, zone: string): number {
  // 24:00 is the next day's 00:00.
  const minutes = epochDay * 1440 + Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const known = keptOf(instants, zone).get(minutes);
  if (known !== undefined) return known;
  if ((instantsKept += 1) > MAX_INSTANTS_KEPT) {
    instants.clear();
    instantsKept = 1;
  }
  const found = findInstantMs(minutes, zone);
  keptOf(instants, zone).set(minutes, found);
  return found;
}

/** [from, to) on a civil day; `to <= from` ends on the next one. Empty if a clock change skips it. */
export function toInterval(date: Temporal.PlainDate, from: string, to: string, zone: string): Interval {
  const epochDay = toEpochDay(date);
  return {
    startMs: toInstantMs(epochDay, from, zone),
    endMs: toInstantMs(to > from ? epochDay : epochDay + 1, to, zone),
  };
}

/**
 * The civil days from two days before the window to one after it. An interval past midnight reaches one day; a zone may
 * skip another.
 */
export function daysAround(zone: string, { startMs, endMs }: Interval): CivilDay[] {
  const civilDay = (ms: number): number =>
    toEpochDay(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate());
  const last = civilDay(endMs) + 1;
  const around: CivilDay[] = [];
  for (let epochDay = civilDay(startMs) - 2; epochDay <= last; epochDay += 1) {
    const day = dayOf(epochDay, zone);
    if (day !== null) around.push(day);
  }
  return around;
}

/** UTC offsets in minutes east, each valid from its instant. */
export type Offsets = [fromMs: number, minutes: number][];

/** By zone: the last window, which all libraries of a zone share until the day ends. */
const offsets = new Map<string, Interval & { found: Offsets }>();

/** A zone's offsets in a window: the first at its start, then one for each clock change. */
export function offsetsOf(zone: string, { startMs, endMs }: Interval): Offsets {
  const known = offsets.get(zone);
  if (known?.startMs === startMs && known.endMs === endMs) return known.found;
  const toEntry = (at: Temporal.ZonedDateTime): Offsets[number] => [
    at.epochMilliseconds,
    Math.round(at.offsetNanoseconds / 60e9),
  ];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
  const found: Offsets = [];
  for (; at !== null && at.epochMilliseconds < endMs; at = at.getTimeZoneTransition('next')) found.push(toEntry(at));
  offsets.set(zone, { startMs, endMs, found });
  return found;
}
