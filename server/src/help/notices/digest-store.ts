// In:    recipients that have chosen one mail a day or a week; a time.
// Out:   the notices that wait for it, moved into one mail, which is queued with them in one transaction.
// Never: a notice in two mails: its delivery names the one that it is in.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { NoticeDigest } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { DIGEST_KIND, type KeptNotice, type Notice } from './notice.ts';
import { saveNotice } from './outbox-store.ts';

export interface DigestReader extends Pick<Notice, 'tier' | 'library'> {
  id: number;
  digest: NoticeDigest;
}

/** Those for whom a notice waits. */
export async function loadDigestReaders(db: Kysely<Tables>): Promise<DigestReader[]> {
  const rows = await db
    .selectFrom('notice_recipient')
    .innerJoin('notice_delivery', 'recipient_id', 'notice_recipient.id')
    .select(['notice_recipient.id', 'tier', 'library_id as library', 'digest'])
    .distinct()
    .where('state', '=', 'held')
    .where('stopped_at', 'is', null)
    .orderBy('notice_recipient.id')
    .execute();
  return rows.flatMap(({ digest, ...row }) => (digest === null ? [] : [{ ...row, digest }]));
}

export type HeldNotice = Pick<KeptNotice, 'id' | 'subject' | 'text'>;

/** Queues one mail with what has come before `due`; none where nothing has, or where it was queued before. */
export const queueDigest = (
  { db }: Pick<Database, 'db'>,
  { id, tier, library }: DigestReader,
  due: { key: string; beforeMs: number; atMs: number },
  toMail: (held: readonly HeldNotice[]) => Pick<Notice, 'subject' | 'text'>,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('notice_delivery')
      .innerJoin('notice', 'notice.id', 'notice_id')
      .select(['notice.id', 'subject', 'text'])
      .where('recipient_id', '=', id)
      .where('state', '=', 'held')
      .where('at', '<', new Date(due.beforeMs))
      .orderBy('at')
      .orderBy('notice.id')
      .forUpdate('notice_delivery')
      .execute();
    if (held.length === 0) return;
    const mail = randomUUID();
    const notice: Notice = {
      ...{ key: due.key, kind: DIGEST_KIND, tier, library, data: null, atMs: due.atMs },
      ...toMail(held),
    };
    const only = trx.selectFrom('notice_recipient').where('id', '=', id).where('stopped_at', 'is', null);
    // What was committed late has the next one.
    if (!(await saveNotice(trx, mail, notice, only))) return;
    const ids = held.map((each) => each.id);
    await trx
      .updateTable('notice_delivery')
      .set({ state: 'in-digest', digest_id: mail })
      .where('recipient_id', '=', id)
      .where('notice_id', 'in', ids)
      .execute();
  });
