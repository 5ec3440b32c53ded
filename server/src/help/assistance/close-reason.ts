// In:    why help is asked for, what is left of that time, the queue's schedule over it.
// Out:   why help is needed no longer, in words for the record; null: it still is.
// Never: ends what a person or a desk has asked for without a gap: they alone know when that is over.
import type { AssistanceReason } from '@askusnow/sdk/contract';
import type { Interval } from '../../platform/time/local-time.ts';
import { lacking, mergeIntervals, shared } from '../../platform/time/intervals.ts';

/** Merged, but for the shifts. */
export interface Promised {
  /** Null: nobody has said them, so they make no claim. */
  hours: readonly Interval[] | null;
  shifts: readonly Interval[];
  /** Shifts; where the queue has none, its hours. */
  scheduled: readonly Interval[];
}

export function whyNeededNoMore(
  reason: AssistanceReason,
  left: Interval,
  { hours, shifts, scheduled }: Promised,
): string | null {
  if (reason === 'observed-gap') {
    return shared([left], scheduled).length > 0 ? null : 'Nobody is meant to be at the desk in this time any more.';
  }
  if (reason !== 'forecast-gap' || hours === null) return null;
  const open = shared([left], hours);
  if (open.length === 0) return 'The desk is no longer open in this time.';
  return lacking(open, mergeIntervals(shifts)).length > 0 ? null : 'Somebody is scheduled for all of it by now.';
}
