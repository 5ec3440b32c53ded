// In:    desk accounts with an address, from before desks had none.
// Out:   their addresses removed; for the coordinator, how many were.
// Never: an address that a desk keeps: a reader of that mailbox could sign in as the desk.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import type { Author } from '../platform/audit/audit-store.ts';
import { change } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { accountEntry } from './account-audit-store.ts';
import { expireLinks } from './invitation-store.ts';

const ACTION = 'desk-email-removed';
const UPDATE: Author = { id: null, label: 'new version' };

/** Idempotent: each start calls it after the migrations. */
export const removeDeskEmails = (database: Database, nowMs: number): Promise<void> =>
  change(database, null, { by: UPDATE, atMs: nowMs }, async (trx, record) => {
    const desks = await trx
      .updateTable('account')
      .set({ email: null, email_confirmed: false })
      .where('role', '=', 'desk')
      .where('email', 'is not', null)
      .returning('id')
      .execute();
    for (const { id } of desks) await expireLinks(trx, id, nowMs, { onlyMailed: true });
    for (const { id } of desks) record.entry(accountEntry(id, ACTION));
  });

export interface RemovedEmails {
  desks: number;
  firstAt: Date | null;
}

/** Of desks that have not ended since. */
export const loadRemovedEmails = (db: Kysely<Tables>, sinceMs: number): Promise<RemovedEmails> =>
  db
    .selectFrom('audit_entry')
    .innerJoin('account', (join) => join.on(sql`'account:' || account.id`, '=', sql.ref('subject')))
    .select((row) => [row.fn.count<number>('account.id').distinct().as('desks'), row.fn.min('at').as('firstAt')])
    .where('action', '=', ACTION)
    .where('at', '>', new Date(sinceMs))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
