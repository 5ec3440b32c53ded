// In:    the database.
// Out:   the registry's data, without hours and shifts, in pages of one transaction.
// Never: blocks the event loop for all of it: an embedded database runs on the thread that answers patrons.
import type { Kysely, Selectable } from 'kysely';
import { AFTER_CLOSING_MIN, type Tier } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import type { LibraryTable } from './tables.ts';
import { mapYielding } from '../platform/yield-event-loop.ts';
import { loadInPages, loadParts, toFallback } from './store.ts';
import type { RegisteredLibrary, RegisteredQueue } from './registered.ts';

type Db = Kysely<Tables>;

const loadQueues = (trx: Db): Promise<RegisteredQueue[]> =>
  loadInPages((after, limit) =>
    trx
      .selectFrom('queue')
      .select(['id', 'name', 'tier', 'zone', 'presence', 'languages'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute(),
  );

const loadLibraries = (trx: Db): Promise<Selectable<LibraryTable>[]> =>
  loadInPages((after, limit) =>
    trx
      .selectFrom('library')
      .selectAll()
      .where('removed', '=', false)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute(),
  );

const TIER_ORDER: Record<Tier, number> = { local: 0, statewide: 1, global: 2 };

async function loadAll(trx: Db) {
  const head = await trx
    .selectFrom('cooperative')
    .select(['name', 'page_words', 'languages', 'urgent', 'policy_topics', 'after_closing_min'])
    .executeTakeFirst();
  const queues = await loadQueues(trx);
  const rows = await loadLibraries(trx);
  const parts = await loadParts(
    trx,
    rows.map(({ id }) => id),
  );
  const languagesOf = new Map(queues.map(({ id, languages }) => [id, languages]));
  const libraries = await mapYielding(rows, (row): RegisteredLibrary => ({
    id: row.id,
    name: row.name,
    zone: row.zone,
    live: row.live,
    fallback: toFallback(row),
    queues: (parts.uses.get(row.id) ?? [])
      .map(({ tier, queue_id, chat_url }) => ({
        ...{ tier, queueId: queue_id, chatUrl: chat_url },
        languages: languagesOf.get(queue_id) ?? null,
      }))
      .sort((one, other) => TIER_ORDER[one.tier] - TIER_ORDER[other.tier]),
    origins: (parts.origins.get(row.id) ?? []).map(({ id, origin }) => ({ id, origin })),
    keyPages: (parts.keyPages.get(row.id) ?? []).map(({ library_id: _library, min_patterns, ...page }) => ({
      ...page,
      minPatterns: min_patterns,
    })),
  }));
  const pageWords = head?.page_words ?? { hide: [], show: [] };
  return {
    name: head?.name ?? '',
    pageWords,
    languages: head?.languages ?? [],
    urgent: head?.urgent ?? null,
    policyTopics: head?.policy_topics ?? null,
    afterClosingMin: head?.after_closing_min ?? AFTER_CLOSING_MIN,
    libraries,
    queues,
  };
}

/** Reads in one transaction, so that a concurrent import is seen completely or not at all. */
export const loadSnapshotRows = (db: Db): ReturnType<typeof loadAll> =>
  db.transaction().setIsolationLevel('repeatable read').execute(loadAll);
