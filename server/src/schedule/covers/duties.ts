// In:    what libraries owe at a shared desk, what they have given, taken and made up.
// Out:   which library is to work when, and for whom.
// Never: reads a clock, or says who was there: coverage does.
import type { ShiftService } from '@askusnow/sdk/contract';
import { lacking, mergeIntervals, shared, type Interval } from '../../platform/time/intervals.ts';
import { isGivenOf, type GivenHour, type MadeUpHour } from '../expansion/given-hours.ts';

/** A shift that a library owes. */
export interface OwedShift extends Interval {
  library: string;
  service: ShiftService;
  people: number;
  endsAtClosing: boolean;
}

/** A time in which a library is to be at a shared desk. */
export interface Duty extends Interval {
  library: string;
  service: ShiftService;
  people: number;
  /** `owed`: by the pattern; `covering`: accepted from another; `making-up`: for an hour that it did not cover. */
  why: 'owed' | 'covering' | 'making-up';
  /** Whose hour a covering one is; elsewhere the library itself. */
  owedBy: string;
  endsAtClosing: boolean;
}

/** Parts of what libraries owe that they have given and nobody has accepted: nobody's duty. */
export const notTakenOf = (owed: readonly OwedShift[], given: readonly GivenHour[]): OwedShift[] =>
  owed.flatMap((shift) =>
    given
      .filter((each) => each.takenBy === null && isGivenOf(shift, each))
      .flatMap((each) => shared([shift], [each]).map((part) => ({ ...shift, ...part }))),
  );

/**
 * An hour that was given and not accepted is nobody's duty. An accepted one stands only where its library still owes it: the
 * pattern may have changed since.
 */
export function dutiesOf({
  owed,
  given,
  madeUp,
}: {
  owed: readonly OwedShift[];
  given: readonly GivenHour[];
  madeUp: readonly MadeUpHour[];
}): Duty[] {
  const duties = owed.flatMap((shift): Duty[] => {
    const its = given.filter((each) => isGivenOf(shift, each));
    const { library, service, people, endsAtClosing } = shift;
    return [
      ...lacking([shift], mergeIntervals(its)).map(({ startMs, endMs }): Duty => ({
        ...{ library, service, startMs, endMs, people, why: 'owed', owedBy: library },
        endsAtClosing: endsAtClosing && endMs === shift.endMs,
      })),
      ...its.flatMap((each) =>
        each.takenBy === null
          ? []
          : shared([shift], [each]).map(({ startMs, endMs }): Duty => ({
              ...{ library: each.takenBy!, service, startMs, endMs, people, why: 'covering', owedBy: library },
              endsAtClosing: false,
            })),
      ),
    ];
  });
  const extra = madeUp.map(({ library, service, startMs, endMs }): Duty => ({
    ...{ library, service, startMs, endMs, people: 1, why: 'making-up', owedBy: library, endsAtClosing: false },
  }));
  return [...duties, ...extra].sort(
    (one, other) => one.startMs - other.startMs || (one.library < other.library ? -1 : 1),
  );
}
