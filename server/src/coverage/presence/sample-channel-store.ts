// In:    a queue's observed state, in the transaction that writes it.
// Out:   a notification to every node once that is committed.
import type { ChangeRecord } from '../../platform/audit/change.ts';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Seen } from './sample.ts';

/** What a sample notifies. */
export type Publisher = Pick<ChangeRecord, 'publish'>;

const PREFIX = 'sample:';

/**
 * Notifies every node of a sample; `seen: null`: nothing is observed any more. The payload is complete, so that no node
 * has to read the row.
 */
export const publishSeen = (record: Publisher, queue: string, seen: Seen | null): void =>
  record.publish(`${PREFIX}${queue} ${JSON.stringify(seen)}`);

/** Called with each committed sample of any node, or null if some may have been missed. Returns how to unsubscribe. */
export const onSample = (
  { changes }: Database,
  listener: (sample: { queue: string; seen: Seen | null } | null) => void,
): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === EVERYTHING) return listener(null);
    if (!payload.startsWith(PREFIX)) return;
    const space = payload.indexOf(' ');
    listener({ queue: payload.slice(PREFIX.length, space), seen: JSON.parse(payload.slice(space)) as Seen | null });
  });
