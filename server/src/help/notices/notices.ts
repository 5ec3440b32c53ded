// In:    the transaction of the change to notify about.
// Out:   a notice that commits with the change, queued for its recipients; the recipients that it has or would have.
// Never: sends anything: run.ts does, after the commit.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { runEach } from '../../platform/jobs/run-each.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Notice } from './notice.ts';
import { saveNotice } from './outbox-store.ts';

export { countRecipients, loadSubscriptions, loadReached } from './outbox-store.ts';
export type { Notice };

/** Idempotent: a notice with an existing key is dropped, whichever node sends it. */
export async function notify(trx: Kysely<Tables>, notice: Notice): Promise<void> {
  await saveNotice(trx, randomUUID(), notice);
}

/** Queues each in a transaction of its own. One that fails stops no other: rejects at the end. */
export const notifyEach = (db: Kysely<Tables>, notices: Iterable<Notice>): Promise<void> =>
  runEach(notices, (notice) => db.transaction().execute((trx) => notify(trx, notice)));
