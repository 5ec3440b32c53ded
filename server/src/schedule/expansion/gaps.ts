// In:    a queue's service hours, and its scheduled time, as instants.
// Out:   its unscheduled gaps.
// Never: a no-show: nobody scheduled is a forecast.
import { lacking, mergeIntervals, type Interval } from '../../platform/time/intervals.ts';

/** Service hours with nobody scheduled, merged and sorted. */
export const unscheduledGaps = (hours: readonly Interval[], shifts: readonly Interval[]): Interval[] =>
  lacking(mergeIntervals(hours), mergeIntervals(shifts));
