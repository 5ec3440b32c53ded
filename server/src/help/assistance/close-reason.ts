// In:    the reason for a help request, its remaining time, the queue's schedule in it.
// Out:   why help is no longer needed, for the record; null: it still is.
// Never: ends a request of a person or a desk without a gap: only they know when it is over.
import type { AssistanceReason } from '@askusnow/sdk/contract';
import { lacking, shared, type Interval } from '../../platform/time/intervals.ts';
import { messages } from './messages.ts';

/** Merged. */
export interface Promised {
  /** Null: unknown. */
  hours: readonly Interval[] | null;
  /** The time in which somebody is to work. */
  rostered: readonly Interval[];
  /** The same or, for a queue without shifts, its hours. */
  scheduled: readonly Interval[];
}

export function whyNeededNoMore(
  reason: AssistanceReason,
  left: Interval,
  { hours, rostered, scheduled }: Promised,
): string | null {
  if (reason === 'observed-gap') {
    return shared([left], scheduled).length > 0 ? null : messages.unscheduled;
  }
  if (reason !== 'forecast-gap' || hours === null) return null;
  const open = shared([left], hours);
  if (open.length === 0) return messages.notOpen;
  return lacking(open, rostered).length > 0 ? null : messages.allScheduled;
}
