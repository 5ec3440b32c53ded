// In:    a desk's hours and closing, until when it is to close, now.
// Out:   the instant until which it closes, and the service hours that fall away; or why it stays as it is.
// Never: opens a desk sooner than somebody has closed it for, or makes a claim about unknown hours.
import type { ClosingPlan } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';
import { startOfDayMs } from '../../platform/time/day-window.ts';
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { toInterval } from '../../platform/time/local-time.ts';
import { expandHours } from './expand.ts';
import type { QueueRecord } from './store.ts';

/** An instant in ms, or by the desk's own clock: the end of today's hours; tomorrow morning. */
export type Until = 'closing' | 'morning' | number;

export type DeskClosing =
  | { untilMs: number; hours: Interval[]; stays: null }
  | { untilMs: null; hours: []; stays: NonNullable<ClosingPlan['desks'][number]['stays']> };

/** Before anybody opens, and after a night's hours. */
const MORNING = '06:00';
/** Hours that go on past tomorrow's noon have no end tonight: the day's end counts. */
const NIGHT_MS = 12 * HOUR_MS;
/** Service hours that fall away are listed so far ahead. */
const LISTED_MS = 7 * DAY_MS;

type Desk = Pick<QueueRecord, 'hours' | 'zone' | 'closedUntilMs'>;

/** Null: it does not open again today. */
function endOfTodayMs({ hours, zone }: Desk, tomorrow: Temporal.PlainDate, nowMs: number): number | null {
  const midnightMs = startOfDayMs(zone, tomorrow);
  const open = expandHours(hours, zone, { startMs: nowMs, endMs: startOfDayMs(zone, tomorrow.add({ days: 2 })) }) ?? [];
  const last = open.findLast(({ startMs }) => startMs < midnightMs);
  if (last === undefined) return null;
  return last.endMs > midnightMs + NIGHT_MS ? midnightMs : last.endMs;
}

function untilMsOf(desk: Desk, until: Until, nowMs: number): number | null {
  if (typeof until === 'number') return until;
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(desk.zone).toPlainDate();
  const tomorrow = today.add({ days: 1 });
  return until === 'morning'
    ? toInterval(tomorrow, MORNING, MORNING, desk.zone).startMs
    : endOfTodayMs(desk, tomorrow, nowMs);
}

export function closingOf(desk: Desk, until: Until, nowMs: number): DeskClosing {
  const stay = (stays: NonNullable<DeskClosing['stays']>): DeskClosing => ({ untilMs: null, hours: [], stays });
  if (desk.hours.weekly === null) return stay('hours-unknown');
  const untilMs = untilMsOf(desk, until, nowMs);
  if (untilMs === null) return stay('no-hours-left');
  if (desk.closedUntilMs !== null && desk.closedUntilMs >= untilMs) return stay('closed-already');
  const window = { startMs: nowMs, endMs: Math.min(untilMs, nowMs + LISTED_MS) };
  return { untilMs, hours: expandHours(desk.hours, desk.zone, window, desk.closedUntilMs) ?? [], stays: null };
}
