// In:    the database, now.
// Out:   hours that libraries are to be notified of, each under its lock; those that nobody has accepted in time.
// Never: marks an hour as notified without its notices: they commit together.
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { isOwed, whyNotAccept, type GivenCover } from '../../schedule/covers/cover.ts';
import { loadFacts, toCover } from '../../schedule/covers/store.ts';
import { notify, type Notice } from '../notices/notices.ts';

/** An hour that nobody has accepted so long ahead needs help. The practice of the cooperative: the day before. */
export const UNANSWERED_MS = 24 * HOUR_MS;

export const loadNotNotified = async (db: Kysely<Tables>): Promise<number[]> =>
  (
    await db
      .selectFrom('cover_offer')
      .select('id')
      .whereRef('revision', '>', 'notified_revision')
      .orderBy('id')
      .execute()
  ).map(({ id }) => id);

/** Under its lock: nobody changes the hour, and no other node notifies of it. `libraries`: of the cooperative, by id. */
export const notifyOfCover = (
  { db }: Database,
  id: number,
  libraries: readonly string[],
  nowMs: number,
  noticesOf: (cover: GivenCover, mayAccept: readonly string[]) => readonly Notice[],
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('cover_offer')
      .selectAll()
      .where('id', '=', id)
      .whereRef('revision', '>', 'notified_revision')
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return;
    const cover = toCover(row);
    const facts = await loadFacts(trx, [cover], nowMs);
    const mayAccept = libraries.filter((each) => whyNotAccept(each, cover, facts) === null);
    for (const notice of noticesOf(cover, mayAccept)) await notify(trx, notice);
    await trx.updateTable('cover_offer').set({ notified_revision: row.revision }).where('id', '=', id).execute();
  });

/** Open hours that begin within a day, are still owed, and have had no help request. */
export async function loadUnanswered(db: Kysely<Tables>, nowMs: number): Promise<GivenCover[]> {
  const rows = await db
    .selectFrom('cover_offer')
    .selectAll()
    .where('state', '=', 'open')
    .where('starts_at', '>', new Date(nowMs))
    .where('starts_at', '<=', new Date(nowMs + UNANSWERED_MS))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('assistance_request').select('id').whereRef('cover_offer_id', '=', 'cover_offer.id'))),
    )
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  const covers = rows.map(toCover);
  const facts = await loadFacts(db, covers, nowMs);
  return covers.filter((each) => isOwed(each, facts));
}
