// In:    a queue's service hours, and when somebody is scheduled, as instants.
// Out:   its unscheduled gaps.
// Never: a judgement: nobody scheduled is a forecast, not a no-show.
import type { Interval } from '../../platform/time/local-time.ts';
import { lacking, mergeIntervals } from '../../platform/time/intervals.ts';

/** Service hours with nobody scheduled, merged and in order. */
export const unscheduledGaps = (hours: readonly Interval[], shifts: readonly Interval[]): Interval[] =>
  lacking(mergeIntervals(hours), mergeIntervals(shifts));
