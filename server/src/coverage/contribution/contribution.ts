// In:    what a library owes, the duties of all, worked or not, and a window.
// Out:   its figures, and its contribution by the cooperative's choice.
// Never: changes what is owed by what was given, or counts time that is not known as given or as missed.
import type { Contribution, ContributionFigures } from '@askusnow/sdk/contract';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { overlaps, within, type Interval } from '../../platform/time/intervals.ts';
import type { OwedShift } from '../../schedule/covers/duties.ts';
import type { WorkedDuty } from './worked.ts';

/** Units: minutes. Of each person. */
const minutesIn = (intervals: readonly Interval[], people: number, window: Interval): number =>
  (people * within(intervals, window).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)) / MINUTE_MS;

/** The window ends now at the latest. Null: the library owed and worked nothing in it. */
export function figuresOf(
  library: string,
  owed: readonly OwedShift[],
  worked: readonly WorkedDuty[],
  window: Interval,
): ContributionFigures | null {
  const isIn = (each: Interval): boolean => overlaps(each, window);
  const shifts = owed.filter((shift) => shift.library === library && isIn(shift));
  const duties = worked.filter((duty) => (duty.library === library || duty.owedBy === library) && isIn(duty));
  if (shifts.length + duties.length === 0) return null;
  const sum = { ownHours: 0, coveredForOthers: 0, madeUp: 0, coveredByOthers: 0, missed: 0 };
  let [unmonitored, unmonitoredOwed, promised] = [0, 0, 0];
  for (const duty of duties) {
    const whole = minutesIn([duty], duty.people, window);
    const given = duty.isMonitored ? minutesIn(duty.there, duty.people, window) : 0;
    // What it still works itself, and what others took of it; the rest of what it owes was taken by nobody.
    if (duty.owedBy === library && duty.why !== 'making-up') promised += whole;
    if (duty.library !== library) {
      sum.coveredByOthers += given;
      continue;
    }
    sum[duty.why === 'owed' ? 'ownHours' : duty.why === 'covering' ? 'coveredForOthers' : 'madeUp'] += given;
    if (!duty.isMonitored) {
      unmonitored += whole;
      if (duty.why === 'owed') unmonitoredOwed += whole;
    } else if (duty.why !== 'making-up') sum.missed += whole - given;
  }
  const owes = shifts.reduce((total, shift) => total + minutesIn([shift], shift.people, window), 0);
  return {
    ...sum,
    owed: owes,
    given: sum.ownHours + sum.coveredForOthers + sum.madeUp,
    notTaken: Math.max(0, owes - promised),
    unmonitored,
    unmonitoredOwed,
  };
}

/** Of several libraries together. Null: none of them owed or worked an hour. */
export const addFigures = (all: readonly ContributionFigures[]): ContributionFigures | null =>
  all.length === 0
    ? null
    : all.reduce((sum, each) => {
        const keys = Object.keys(sum) as (keyof ContributionFigures)[];
        return Object.fromEntries(keys.map((key) => [key, sum[key] + each[key]])) as unknown as ContributionFigures;
      });

/** What a choice is about, in one sentence; `definitions` and {@link valueOf} say the same. */
export const DEFINITIONS: Readonly<Record<Contribution, string>> = {
  'given-of-owed':
    'Hours given, out of hours owed. Given are hours that its people worked: their own, those taken from others, and made-up ones, so it may pass 100 %. Hours of which nothing is known are in neither part.',
  'share-of-given':
    'Hours that the library gave, out of the hours that all libraries gave. Hours of which nothing is known are in neither part.',
  'given-per-100-questions':
    'Hours given for each 100 clicks on its own chat buttons. A click counts as a question, though it is not known whether one was asked. Hours of which nothing is known are not in it.',
};

/** The same in the head of a spreadsheet's column. */
export const VALUES: Readonly<Record<Contribution, string>> = {
  'given-of-owed': 'given of owed (share)',
  'share-of-given': 'share of all given (share)',
  'given-per-100-questions': 'hours given per 100 clicks',
};

/** A share, or hours per 100 questions; null: there is nothing to divide by. */
export function valueOf(
  choice: Contribution,
  { given, owed, unmonitoredOwed }: ContributionFigures,
  { givenByAll, questions }: { givenByAll: number; questions: number | null },
): number | null {
  const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
  if (choice === 'given-of-owed') return ratio(given, owed - unmonitoredOwed);
  if (choice === 'share-of-given') return ratio(given, givenByAll);
  return ratio((given / 60) * 100, questions ?? 0);
}
