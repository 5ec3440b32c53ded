// In:    changes of rules and of schedules, on all nodes.
// Out:   a call to each listener; the channel of a stored schedule.
import { EVERYTHING, type Database } from '../../platform/db/database.ts';

/** Calls back when hours, shifts or a calendar have changed. Returns how to unsubscribe. */
export const onRulesChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === EVERYTHING || /^(?:queue|shifts):/.test(payload)) listener();
  });

const EXPANDED = 'schedule:';

/** Called with the queue whose schedule has changed, or null if any may have. Returns how to unsubscribe. */
export const onScheduleChange = ({ changes }: Database, listener: (queue: string | null) => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === EVERYTHING) listener(null);
    else if (payload.startsWith(EXPANDED)) listener(payload.slice(EXPANDED.length));
  });

/** Published with the transaction that writes a queue's schedule. */
export const scheduleChannel = (queue: string): string => `${EXPANDED}${queue}`;
