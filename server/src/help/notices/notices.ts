// In:    the transaction that changes what there is to tell.
// Out:   a notice that commits with that change, waiting for everybody who wants to hear of it; whom it would reach, or has.
// Never: sends anything: that is run.ts, once it is committed.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Notice } from './notice.ts';
import { saveNotice } from './outbox-store.ts';

export { loadSubscriptions, loadReached } from './outbox-store.ts';
export type { Notice };

/** Tells once: a notice whose key there is already is dropped, whoever tells it, and on whatever node. */
export const notify = (trx: Kysely<Tables>, notice: Notice): Promise<void> => saveNotice(trx, randomUUID(), notice);
