// In:    the clock; the outcome of sending a mail about an account's address.
// Out:   mails that are due, with their links; those whose time is over, deleted.
// Never: has a mail sent to an address that another account has: it would say that somebody asks for it. Keeps a link's
//        token once its mail is sent.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import type { EmailChangeTable } from './tables.ts';

type Db = Kysely<Tables>;

export interface DueMail {
  /** The same at each attempt. */
  id: string;
  kind: EmailChangeTable['kind'];
  email: string;
  /** Null: it has no link. */
  token: string | null;
  label: string;
  attempts: number;
  createdMs: number;
  expiresMs: number;
}

export const deleteEnded = (db: Db, nowMs: number): Promise<unknown> =>
  db.deleteFrom('email_change').where('expires_at', '<=', new Date(nowMs)).execute();

export async function loadDueMails(db: Db, nowMs: number): Promise<DueMail[]> {
  const rows = await db
    .selectFrom('email_change')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['email_change.id', 'kind', 'email_change.email', 'token', 'label', 'attempts'])
    .select(['email_change.created_at', 'expires_at'])
    .where('next_at', '<=', new Date(nowMs))
    .where((row) => row.or([row('kind', '<>', 'confirm'), sql<SqlBool>`not ${isTaken}`]))
    .orderBy('next_at')
    .limit(100)
    .execute();
  return rows.map(({ created_at, expires_at, ...row }) => ({
    ...row,
    createdMs: created_at.getTime(),
    expiresMs: expires_at.getTime(),
  }));
}

const isTaken = sql<SqlBool>`exists (select from account as other
  where other.ended_at is null and lower(other.email) = lower(email_change.email) and other.id <> account_id)`;

/** `nextMs` null: it is sent, or given up. */
export const settleMail = (db: Db, id: string, nextMs: number | null): Promise<unknown> =>
  db
    .updateTable('email_change')
    .set((row) => ({
      attempts: row('attempts', '+', 1),
      ...(nextMs === null ? { token: null, next_at: null } : { next_at: new Date(nextMs) }),
    }))
    .where('id', '=', id)
    .execute();
