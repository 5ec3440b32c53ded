// In:    a queue's current and proposed hours, its zone, now.
// Out:   the civil days on which they differ, with the open times of each.
// Never: reads a clock, or covers the past.
import type { HoursPreview, HoursRules } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';
import { expandHours } from './expand.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { startOfDayMs } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';

/** A queue's hours, and the end of its manual closing. */
export interface Promised {
  hours: HoursRules;
  closedUntilMs: number | null;
}

/** Length of a preview. Units: civil days, including today. */
const PREVIEW_DAYS = 60;

type Stretches = HoursPreview['days'][number]['before'];

const dateOf = (ms: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();

/**
 * An interval split by the civil days on which people would say that it starts: 22:00–02:00 belongs to the evening. A
 * civil day that is open throughout is separate; otherwise a desk that never closes would have one interval on one day.
 */
function cutAtFullDays(stretch: Interval, zone: string): Interval[] {
  const pieces: Interval[] = [];
  let { startMs: from } = stretch;
  for (;;) {
    const today = dateOf(from, zone);
    const [midnight, next] = [startOfDayMs(zone, today.add({ days: 1 })), startOfDayMs(zone, today.add({ days: 2 }))];
    const isFull = from === startOfDayMs(zone, today) && stretch.endMs > midnight;
    if (!isFull && stretch.endMs < next) return [...pieces, { startMs: from, endMs: stretch.endMs }];
    pieces.push({ startMs: from, endMs: midnight });
    from = midnight;
  }
}

/** Intervals by the day on which they start; null: unknown. */
function byDay({ hours, closedUntilMs }: Promised, zone: string, window: Interval): Map<string, Stretches> | null {
  const open = expandHours(hours, zone, window, closedUntilMs);
  if (open === null) return null;
  const days = new Map<string, NonNullable<Stretches>>();
  for (const piece of open.flatMap((stretch) => cutAtFullDays(stretch, zone))) {
    const date = dateOf(piece.startMs, zone).toString();
    const stretches = days.get(date) ?? [];
    stretches.push([toInstant(piece.startMs), toInstant(piece.endMs)]);
    days.set(date, stretches);
  }
  return days;
}

/** The next 60 days on which a change makes a difference. */
export function differingDays(before: Promised, after: Promised, zone: string, nowMs: number): HoursPreview['days'] {
  const today = dateOf(nowMs, zone);
  // One more night than is shown, so that the last evening has an end.
  const window = { startMs: nowMs, endMs: startOfDayMs(zone, today.add({ days: PREVIEW_DAYS + 2 })) };
  const [was, willBe] = [byDay(before, zone, window), byDay(after, zone, window)];
  const openOn = (days: typeof was, date: string): Stretches => (days === null ? null : (days.get(date) ?? []));
  return Array.from({ length: PREVIEW_DAYS }, (_, index) => today.add({ days: index }).toString())
    .map((date) => ({ date, before: openOn(was, date), after: openOn(willBe, date) }))
    .filter((day) => JSON.stringify(day.before) !== JSON.stringify(day.after));
}
