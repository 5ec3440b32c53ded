// In:    a query on `account`.
// Out:   columns with the account's libraries and queues, and until when it may use a link.
// Never: reads names: the registry has them.
import { sql } from 'kysely';

export const libraryIds = sql<
  string[]
>`array(select library_id from account_library where account_id = account.id order by library_id)`;

export const queueIds = sql<
  string[]
>`array(select queue_id from account_queue where account_id = account.id order by queue_id)`;

/**
 * When the last of the account's unused links ends; null: it has none. A mailed one counts only while the column is null:
 * with it, the account asks for such links by itself.
 */
export const unusedUntil = (unlessMailed: 'email' | 'signed_in_on', nowMs: number) =>
  sql<Date | null>`(select max(expires_at) from invitation
    where account_id = account.id and used_at is null and expires_at > ${new Date(nowMs)}
      and (not mailed or ${sql.ref(`account.${unlessMailed}`)} is null))`;
