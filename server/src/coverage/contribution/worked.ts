// In:    what libraries owe at a shared desk and are to work, their presses, when its source saw nobody, now.
// Out:   for each duty whether its library was there: from when to when, late, left early, absent, or not known.
// Never: reads a clock or a database; takes a library that uses no clock for absent, or for present.
import { DAY_MS, MINUTE_MS } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals, shared, type Interval } from '../../platform/time/intervals.ts';
import type { Duty, OwedShift } from '../../schedule/covers/duties.ts';

/** What is stored about a shared desk and a window. */
export interface DeskFacts {
  owed: readonly OwedShift[];
  duties: readonly Duty[];
  /** With a day before and after the window, and {@link MONITORED_MS} before it. */
  presses: readonly (Interval & { library: string })[];
  /** When the desk's presence source saw nobody there: sorted, disjoint. */
  nobody: readonly Interval[];
}

/** A duty, and what is known of it. */
export interface WorkedDuty extends Duty {
  isMonitored: boolean;
  /** When its library was there, in whole minutes within the duty. */
  there: Interval[];
  /** From its start until somebody was there; 0: in time, or nobody came. */
  lateMs: number;
  /** From when the last one left until its end; 0: till the end, allowed, nobody came, or it is not over. */
  earlyMs: number;
}

/**
 * A library that has not pressed the clock of a desk for so long before the end of a duty, nor during it, does not use it:
 * what it did is not known. Four weeks: a provider's hour comes every two. Presses after the duty do not count, or the
 * first press of a library would make it absent in all months before.
 */
export const MONITORED_MS = 28 * DAY_MS;
/** How much earlier people may leave where a shift ends at their library's closing. */
const GRACE_MS = 10 * MINUTE_MS;

const floorMinute = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
const ceilMinute = (ms: number): number => Math.ceil(ms / MINUTE_MS) * MINUTE_MS;

/** A minute counts where a press touches it, unless the source saw nobody in all of it: so figures are whole minutes. */
function thereOf(presses: readonly Interval[], nobody: readonly Interval[], nowMs: number): Interval[] {
  const pressed = presses.map(({ startMs, endMs }) => ({
    startMs: floorMinute(startMs),
    endMs: ceilMinute(Math.min(endMs, nowMs)),
  }));
  return lacking(mergeIntervals(pressed), nobody);
}

function toWorked(duty: Duty, presses: readonly Interval[], there: readonly Interval[], nowMs: number): WorkedDuty {
  const fromMs = duty.endMs - MONITORED_MS;
  const isMonitored = presses.some(({ startMs, endMs }) => startMs < duty.endMs && endMs > fromMs);
  const its = shared([duty], there);
  const [first, last] = [its[0], its.at(-1)];
  if (first === undefined || last === undefined) return { ...duty, isMonitored, there: its, lateMs: 0, earlyMs: 0 };
  const isOver = duty.endMs <= nowMs;
  const leftMs = isOver ? duty.endMs - last.endMs : 0;
  // The allowed minutes are given: a library that does all that it has to has given all of it.
  const isAllowed = duty.endsAtClosing && leftMs <= GRACE_MS && isOver;
  if (isAllowed) last.endMs = duty.endMs;
  return {
    ...duty,
    isMonitored,
    there: its,
    lateMs: first.startMs - duty.startMs,
    earlyMs: isAllowed ? 0 : leftMs,
  };
}

export function workedOf({ duties, presses, nobody }: Omit<DeskFacts, 'owed'>, nowMs: number): WorkedDuty[] {
  const empty = mergeIntervals(
    nobody.map(({ startMs, endMs }) => ({ startMs: ceilMinute(startMs), endMs: floorMinute(endMs) })),
  );
  const byLibrary = Map.groupBy(presses, ({ library }) => library);
  const there = new Map([...byLibrary].map(([library, list]) => [library, thereOf(list, empty, nowMs)]));
  return duties
    .filter(({ startMs }) => startMs < nowMs)
    .map((duty) => toWorked(duty, byLibrary.get(duty.library) ?? [], there.get(duty.library) ?? [], nowMs));
}
