// In:    a query over `account`.
// Out:   the columns that say which libraries and queues the account is for.
// Never: a name: the registry has those.
import { sql } from 'kysely';

export const libraryIds = sql<
  string[]
>`array(select library_id from account_library where account_id = account.id order by library_id)`;

export const queueIds = sql<
  string[]
>`array(select queue_id from account_queue where account_id = account.id order by queue_id)`;
