// In:    who changes something, and the change as a function of its transaction.
// Out:   the change with its entries in the audit log and its notification, all of them or none.
// Never: waits for a lock after the log's own: every writer of the log waits for that one.
import type { Kysely } from 'kysely';
import { chunksOf } from '../chunks.ts';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { createYielder } from '../yield-event-loop.ts';
import { addEntries, type AuditedChange, type Authorship } from './audit-store.ts';

/** What a change leaves behind besides its rows. */
export interface ChangeRecord {
  /** Adds an entry to the audit log, and notifies the change's channel. */
  entry(change: AuditedChange): void;
  /** Notifies a channel: for what has no entry, or for another channel besides. */
  publish(channel: string): void;
}

/** Of a change that no person makes: it has no entry. */
export const byClock = (atMs: number): Authorship => ({ by: { id: null, label: 'clock' }, atMs });

/** Entries per statement: an embedded database runs on the thread that answers patrons. */
const CHUNK_ENTRIES = 100;

export type Transaction = Kysely<Tables>;

/**
 * Every change by a person goes through here. `work` locks, checks and writes, and queues notices; it throws a Refusal
 * where the rows do not allow the change, and nothing of it stays. Entries are written after it, since no statement may
 * wait for a lock after theirs; pages that show `channel` read again once all is committed. `null`: no page shows it.
 */
export const change = <T>(
  { db, changes }: Pick<Database, 'db' | 'changes'>,
  channel: string | null,
  authorship: Authorship,
  work: (trx: Transaction, record: ChangeRecord) => Promise<T>,
): Promise<T> =>
  db.transaction().execute(async (trx) => {
    const entries: AuditedChange[] = [];
    const channels = new Set<string>();
    const result = await work(trx, {
      entry(change) {
        entries.push(change);
        if (channel !== null) channels.add(channel);
      },
      publish: (other) => void channels.add(other),
    });
    const yieldIfDue = createYielder();
    for (const some of chunksOf(entries, CHUNK_ENTRIES)) {
      await addEntries(trx, authorship, some);
      await yieldIfDue();
    }
    for (const each of channels) await changes.publish(each, trx);
    return result;
  });
