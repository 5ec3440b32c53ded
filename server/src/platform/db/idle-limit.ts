// In:    a transaction that holds locks which ingest waits for.
// Out:   the server ends it when nothing comes from its client for as long as ingest may hold a connection.
// Never: waits for the limit of its purpose: maintenance may be idle for a minute, and so may the locks of a client that is lost.
import { sql, type Kysely } from 'kysely';
import { LIMITS } from './purpose.ts';
import type { Tables } from './tables.ts';

/** Called before the locks are taken; ends with the transaction. */
export async function limitIdleTime(trx: Kysely<Tables>): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${String(LIMITS.ingest.holdMs)}, true)`.execute(
    trx,
  );
}
