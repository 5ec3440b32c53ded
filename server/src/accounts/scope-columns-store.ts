// In:    a query on `account`.
// Out:   columns with the account's libraries and queues.
// Never: reads names: the registry has them.
import { sql } from 'kysely';

export const libraryIds = sql<
  string[]
>`array(select library_id from account_library where account_id = account.id order by library_id)`;

export const queueIds = sql<
  string[]
>`array(select queue_id from account_queue where account_id = account.id order by queue_id)`;
