// In:    a library's press at a desk, its duties there, the desk's hours, now.
// Out:   until when it counts, and what ended it.
// Never: a press without an end: a forgotten one would count for days.
import type { Duty } from '../../schedule/covers/duties.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import { SAMPLE_LIFE_MS } from '../presence/sample.ts';

/**
 * `press`: somebody pressed "leaving" · `shift`: nobody did, and it ended with the library's duty or at the desk's closing ·
 * `source`: its heartbeats ended.
 */
export type EndedBy = 'press' | 'shift' | 'source';

/** As it is stored. */
export interface Press {
  library: string;
  startMs: number;
  /** Null: not ended by anybody, so far as is stored. */
  endMs: number | null;
  endedBy: EndedBy | null;
  via: 'press' | 'heartbeat';
  /** The last heartbeat with its library; null: none came. */
  beatMs: number | null;
}

/** Nobody works longer at a desk: the longest shift that rules may have. */
export const LONGEST_PRESS_MS = 16 * HOUR_MS;

/**
 * With the library's duty, the one that runs or the next before the desk closes; with none, at the closing. Duties that touch
 * are one: people who stay press once.
 */
function dueEndMs(startMs: number, duties: readonly Duty[], hours: readonly Interval[]): number {
  const closingMs = hours.find(({ endMs }) => endMs > startMs)?.endMs ?? Infinity;
  const limitMs = startMs + LONGEST_PRESS_MS;
  const next = mergeIntervals(duties).find(
    (duty) => duty.endMs > startMs && duty.startMs < Math.min(closingMs, limitMs),
  );
  return Math.min(next?.endMs ?? closingMs, limitMs);
}

const lapsesMs = ({ beatMs }: Pick<Press, 'beatMs'>): number => (beatMs === null ? -Infinity : beatMs + SAMPLE_LIFE_MS);

/** Whether its end depends on the desk's schedule. Heartbeats that have outlasted the longest press end it by themselves. */
export const endsBySchedule = (press: Press): boolean =>
  press.endMs === null && press.via === 'press' && lapsesMs(press) <= press.startMs + LONGEST_PRESS_MS;

/** `duties`: of its library at its desk. `hours`: of the desk, merged. */
export function endOf(
  press: Press,
  duties: readonly Duty[],
  hours: readonly Interval[],
): { endMs: number; endedBy: EndedBy } {
  const { startMs, endMs, endedBy, via } = press;
  if (endMs !== null) return { endMs, endedBy: endedBy ?? 'press' };
  const bySourceMs = lapsesMs(press);
  const dueMs = via === 'press' ? dueEndMs(startMs, duties, hours) : -Infinity;
  return bySourceMs > dueMs ? { endMs: bySourceMs, endedBy: 'source' } : { endMs: dueMs, endedBy: 'shift' };
}
