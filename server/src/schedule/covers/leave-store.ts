// In:    libraries that leave the cooperative, now.
// Out:   none of the hours ahead is theirs: what they had accepted is open again, what they had picked is removed.
// Never: changes an hour that has begun: it is what a library has given.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';

/** Call it in the transaction in which they leave. */
export async function endSharedHours(trx: Kysely<Tables>, libraries: readonly string[], nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  await trx
    .updateTable('cover_offer')
    .set(({ eb }) => ({
      ...{ state: 'open', taken_by: null, decided_at: null, decided_by: null },
      revision: eb('revision', '+', 1),
    }))
    .where('taken_by', 'in', libraries)
    .where('starts_at', '>', now)
    .execute();
  await trx
    .updateTable('cover_offer')
    .set(({ eb }) => ({ state: 'withdrawn', taken_by: null, decided_at: now, revision: eb('revision', '+', 1) }))
    .where('library_id', 'in', libraries)
    .where('state', 'in', ['open', 'accepted'])
    .where('starts_at', '>', now)
    .execute();
  await trx
    .updateTable('made_up_hour')
    .set({ removed_at: now })
    .where('library_id', 'in', libraries)
    .where('removed_at', 'is', null)
    .where('starts_at', '>', now)
    .execute();
  await trx
    .updateTable('library_closing')
    .set({ withdrawn_at: now })
    .where('library_id', 'in', libraries)
    .where('withdrawn_at', 'is', null)
    .where('starts_at', '>', now)
    .execute();
}
