// In:    what libraries were to work at a shared desk, what they gave and nobody accepted, what they picked, announced closings.
// Out:   hours that were not covered, how much of each is to be made up, by when, and how much is picked.
// Never: an hour of which nothing is known, or one that somebody worked in part.
import type { ShiftService } from '@askusnow/sdk/contract';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals, toWholeMinutes, type Interval } from '../../platform/time/intervals.ts';
import type { Duty, OwedShift } from '../../schedule/covers/duties.ts';
import type { PickedHour } from '../../schedule/covers/made-up-store.ts';
import type { WorkedDuty } from '../contribution/worked.ts';

export type Outcome = 'ahead' | 'covered' | 'absent' | 'unmonitored';

/**
 * Source: {@link workedOf}. A desk that closed has left some parts of it, or none: nobody was absent from a closed desk, so
 * that the library need not pick another time.
 */
export function outcomeOf(picked: PickedHour, worked: readonly WorkedDuty[], nowMs: number): Outcome {
  if (picked.endMs > nowMs) return 'ahead';
  const known = worked.filter(
    ({ why, library, service, startMs, endMs, isMonitored }) =>
      why === 'making-up' &&
      library === picked.library &&
      service === picked.service &&
      startMs >= picked.startMs &&
      endMs <= picked.endMs &&
      isMonitored,
  );
  if (known.length === 0) return 'unmonitored';
  return known.every(({ there }) => there.length === 0) ? 'absent' : 'covered';
}

export interface HourNotCovered extends Interval {
  library: string;
  service: ShiftService;
  why: 'not-taken' | 'not-there';
  /** Units: minutes of one person. Without times that an announced closing excuses. */
  minutes: number;
  /** Of it what is picked, and not missed again. */
  pickedMinutes: number;
  /** The last day to make it up, by the desk's clock; null: it need not be. */
  through: string | null;
  /** Since when it is late; null: it is made up, in time so far, or need not be. */
  lateMs: number | null;
}

export interface DeskRecord {
  zone: string;
  worked: readonly WorkedDuty[];
  /** Given, and accepted by nobody. */
  notTaken: readonly OwedShift[];
  picked: readonly PickedHour[];
}

export interface MakeUpRules {
  /** By service; null: its hours need not be made up. Units: days. */
  days: Readonly<Record<ShiftService, number | null>>;
  /** Times in which a library is excused, by library. */
  excused: ReadonlyMap<string, readonly Interval[]>;
}

const minutesOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / MINUTE_MS;

/** A time that is still to come makes nothing up in time after the last day. `dueMs`: the end of that day. */
function lateSince(
  dueMs: number,
  minutes: number,
  tried: readonly (PickedHour & { outcome: Outcome })[],
  nowMs: number,
): number | null {
  const made = tried.filter(({ outcome, endMs }) => outcome !== 'absent' && (outcome !== 'ahead' || endMs <= dueMs));
  if (minutesOf(made) >= minutes) return null;
  // Where a picked time was missed again, from then on.
  const lateMs = Math.max(dueMs, ...tried.flatMap(({ outcome, endMs }) => (outcome === 'absent' ? [endMs] : [])));
  return lateMs <= nowMs ? lateMs : null;
}

type Uncovered = Interval & Pick<Duty, 'library' | 'service' | 'people'> & Pick<HourNotCovered, 'why'>;

/** Hours that are over, by start. Of several at one start, which the pattern allows, one with the minutes of all. */
export function hoursNotCovered(
  { zone, worked, notTaken, picked }: DeskRecord,
  { days, excused }: MakeUpRules,
  nowMs: number,
): HourNotCovered[] {
  const isOver = ({ endMs }: Interval): boolean => endMs <= nowMs;
  const uncovered: Uncovered[] = [
    ...notTaken.filter(isOver).map((each) => ({ ...each, why: 'not-taken' as const })),
    ...worked
      .filter((duty) => isOver(duty) && duty.why !== 'making-up' && duty.isMonitored && duty.there.length === 0)
      .map((each) => ({ ...each, why: 'not-there' as const })),
  ];
  const tried = picked.map((each) => ({ ...each, outcome: outcomeOf(each, worked, nowMs) }));
  const byStart = Map.groupBy(uncovered, ({ library, service, startMs }) => `${library} ${service} ${startMs}`);
  return [...byStart.values()]
    .map((all): HourNotCovered => {
      const [{ library, service, startMs, why }] = all as [Uncovered];
      const closings = excused.get(library) ?? [];
      const own = tried.filter(
        (each) => each.library === library && each.service === service && each.missedMs === startMs,
      );
      const its = own.filter(({ outcome }) => outcome !== 'absent');
      const minutes = all.reduce((sum, each) => sum + each.people * minutesOf(lacking([each], closings)), 0);
      const pickedMinutes = minutesOf(its);
      const within = days[service];
      const through = within === null || minutes === 0 ? null : addDays(windowOf(zone, startMs, 1).to, within);
      return {
        ...{ library, service, why, startMs, endMs: Math.max(...all.map(({ endMs }) => endMs)) },
        ...{ minutes, pickedMinutes, through },
        lateMs: through === null ? null : lateSince(startOfDayMs(zone, addDays(through, 1)), minutes, own, nowMs),
      };
    })
    .sort((one, other) => one.startMs - other.startMs || (one.library < other.library ? -1 : 1));
}

/**
 * Announced before the hours that they excuse: a closing cannot begin before it is announced. One that was announced during
 * an hour begins within a minute, and what is to be made up is counted in whole ones.
 */
export const excusedBy = (
  closings: readonly (Interval & { library: string })[],
  excusesClosings: boolean,
): MakeUpRules['excused'] => {
  if (!excusesClosings) return new Map();
  const byLibrary = Map.groupBy(closings, ({ library }) => library);
  return new Map([...byLibrary].map(([library, its]) => [library, mergeIntervals(its.map(toWholeMinutes))]));
};
