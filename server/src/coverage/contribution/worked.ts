// In:    what libraries owe at a shared desk and are to work, their presses, when its source saw nobody, corrections, now.
// Out:   for each duty whether its library was there: from when to when, late, left early, absent, or not known; and what
//        its clock alone shows.
// Never: reads a clock or a database; takes a library that uses no clock for absent, or for present.
import { DAY_MS, floorMinute, MINUTE_MS } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals, shared, type Interval } from '../../platform/time/intervals.ts';
import type { Duty, OwedShift } from '../../schedule/covers/duties.ts';
import { dutyKey, type DutyCorrection } from '../clock/correction.ts';

/** What is stored about a shared desk and a window. */
export interface DeskFacts {
  owed: readonly OwedShift[];
  duties: readonly Duty[];
  /** With a day before and after the window, and {@link MONITORED_MS} before it. */
  presses: readonly (Interval & { library: string })[];
  /** When the desk's presence source saw nobody there: sorted, disjoint. */
  nobody: readonly Interval[];
  /** What people say against the clock, oldest first. */
  corrections: readonly DutyCorrection[];
}

/** What is known of a duty. */
export interface Seen {
  isMonitored: boolean;
  /** When its library was there, in whole minutes within the duty. */
  there: Interval[];
  /** From its start until somebody was there; 0: in time, or nobody came. */
  lateMs: number;
  /** From when the last one left until its end; 0: till the end, allowed, nobody came, or it is not over. */
  earlyMs: number;
}

/** A duty with what counts: the latest correction, or the clock where there is none. */
export interface WorkedDuty extends Duty, Seen {
  clock: Seen;
  /** Of this duty, oldest first. */
  corrections: readonly DutyCorrection[];
}

/**
 * A library that has not pressed the clock of a desk for so long before the end of a duty, nor during it, does not use it:
 * what it did is not known. Four weeks: a provider's hour comes every two. Presses after the duty do not count, or the
 * first press of a library would make it absent in all months before.
 */
export const MONITORED_MS = 28 * DAY_MS;
/** How much earlier people may leave where a shift ends at their library's closing. */
const GRACE_MS = 10 * MINUTE_MS;

const ceilMinute = (ms: number): number => Math.ceil(ms / MINUTE_MS) * MINUTE_MS;

/** A minute counts where a press touches it, also the first and the last: so figures are whole minutes. */
const wholeMinutes = (times: readonly Interval[]): Interval[] =>
  mergeIntervals(times.map(({ startMs, endMs }) => ({ startMs: floorMinute(startMs), endMs: ceilMinute(endMs) })));

/** What the clock shows, unless the source saw nobody in all of a minute. */
const pressedIn = (presses: readonly Interval[], nobody: readonly Interval[], nowMs: number): Interval[] =>
  lacking(wholeMinutes(presses.map(({ startMs, endMs }) => ({ startMs, endMs: Math.min(endMs, nowMs) }))), nobody);

function seenIn(duty: Duty, isMonitored: boolean, there: readonly Interval[], nowMs: number): Seen {
  const its = shared([duty], there);
  const [first, last] = [its[0], its.at(-1)];
  if (first === undefined || last === undefined) return { isMonitored, there: its, lateMs: 0, earlyMs: 0 };
  const isOver = duty.endMs <= nowMs;
  const leftMs = isOver ? duty.endMs - last.endMs : 0;
  // The allowed minutes are given: a library that does all that it has to has given all of it.
  const isAllowed = duty.endsAtClosing && leftMs <= GRACE_MS && isOver;
  if (isAllowed) last.endMs = duty.endMs;
  return { isMonitored, there: its, lateMs: first.startMs - duty.startMs, earlyMs: isAllowed ? 0 : leftMs };
}

export function workedOf(
  { duties, presses, nobody, corrections }: Omit<DeskFacts, 'owed'>,
  nowMs: number,
): WorkedDuty[] {
  const empty = mergeIntervals(
    nobody.map(({ startMs, endMs }) => ({ startMs: ceilMinute(startMs), endMs: floorMinute(endMs) })),
  );
  const byLibrary = Map.groupBy(presses, ({ library }) => library);
  const there = new Map([...byLibrary].map(([library, list]) => [library, pressedIn(list, empty, nowMs)]));
  const said = Map.groupBy(corrections, dutyKey);
  return duties
    .filter(({ startMs }) => startMs < nowMs)
    .map((duty) => {
      const fromMs = duty.endMs - MONITORED_MS;
      const isPressed = (byLibrary.get(duty.library) ?? []).some(
        ({ startMs, endMs }) => startMs < duty.endMs && endMs > fromMs,
      );
      const clock = seenIn(duty, isPressed, there.get(duty.library) ?? [], nowMs);
      const its = said.get(dutyKey(duty)) ?? [];
      const last = its.at(-1);
      // What people say is known, also where no clock is pressed.
      const counted = last ? seenIn(duty, true, last.there ? wholeMinutes([last.there]) : [], nowMs) : clock;
      return { ...duty, ...counted, clock, corrections: its };
    });
}
