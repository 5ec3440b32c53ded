// In:    a library, a desk, or the cooperative.
// Out:   its lock, until the transaction ends: who takes it next sees what the one before has stored.
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';

/** It allows inserts that refer to the library. */
export async function lockLibrary(trx: Kysely<Tables>, id: string): Promise<void> {
  await trx.selectFrom('library').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** For what all libraries of a shared desk change. Its own comes before a library's. */
export async function lockDesk(trx: Kysely<Tables>, id: string): Promise<void> {
  await trx.selectFrom('queue').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** For what belongs to no library. */
export async function lockCooperative(trx: Kysely<Tables>): Promise<void> {
  await trx.selectFrom('cooperative').select('id').forNoKeyUpdate().execute();
}
