// In:    the transaction that changes what there is to tell.
// Out:   a notice that commits with that change, waiting for everybody who wants to hear of it.
// Never: sends anything: that is run.ts, once it is committed.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Notice } from './notice.ts';
import { countHearers, saveNotice } from './outbox-store.ts';

export type { Notice };

/** Tells once: a notice whose key there is already is dropped, whoever tells it, and on whatever node. */
export const tell = (trx: Kysely<Tables>, notice: Notice): Promise<void> => saveNotice(trx, randomUUID(), notice);

/** How many would hear of such a notice. Mail that cannot go out is heard by nobody. */
export const hearers = (
  db: Kysely<Tables>,
  notice: Pick<Notice, 'kind' | 'tier' | 'library'>,
  hasMail: boolean,
): Promise<number> => countHearers(db, notice, hasMail);
