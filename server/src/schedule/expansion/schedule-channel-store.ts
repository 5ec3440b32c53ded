// In:    changes of rules and of schedules, on all nodes.
// Out:   a call to each listener; a notification of a schedule that was stored.
// Never: notifies of a schedule that was rolled back.
import type { Kysely } from 'kysely';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';

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

/** Notifies every node of a queue's new schedule, with the transaction that writes it. */
export const publishSchedule = (trx: Kysely<Tables>, changes: Database['changes'], queue: string): Promise<void> =>
  changes.publish(`${EXPANDED}${queue}`, trx);
