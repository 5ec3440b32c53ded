// In:    the database.
// Out:   the registry's data, or that of some libraries and queues, without hours and shifts, in pages of one transaction.
// Never: blocks the event loop for all of it: an embedded database runs on the thread that answers patrons.
import { sql, type Kysely, type Selectable } from 'kysely';
import { AFTER_CLOSING_MIN, SHARED_HOURS, sharedHoursSchema, type Tier, toTel } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import type { LibraryTable } from './tables.ts';
import { mapYielding } from '../platform/yield-event-loop.ts';
import { loadInPages, loadParts, toFallback, type Changed } from './store.ts';
import type { RegisteredLibrary, RegisteredQueue } from './registered.ts';

type Db = Kysely<Tables>;

/** Which rows: all of them, or those with these ids. */
type Which = 'all' | ReadonlySet<string>;

const loadQueues = (trx: Db, which: Which): Promise<RegisteredQueue[]> =>
  loadInPages((after, limit) =>
    trx
      .selectFrom('queue')
      .select(['id', 'name', 'tier', 'zone', 'presence', 'languages'])
      .where('removed', '=', false)
      .where('id', '>', after)
      .$if(which !== 'all', (query) => query.where('id', '=', sql<string>`any(${[...which]})`))
      .orderBy('id')
      .limit(limit)
      .execute(),
  );

const loadLibraries = (trx: Db, which: Which): Promise<Selectable<LibraryTable>[]> =>
  loadInPages((after, limit) =>
    trx
      .selectFrom('library')
      .selectAll()
      .where('removed', '=', false)
      .where('id', '>', after)
      .$if(which !== 'all', (query) => query.where('id', '=', sql<string>`any(${[...which]})`))
      .orderBy('id')
      .limit(limit)
      .execute(),
  );

/** With what a telephone dials for the number that is shown: found here, once for all pages and each version of the tag. */
const withTel = <T extends { phone?: string | undefined }>(shown: T): T & { tel?: string } =>
  shown.phone === undefined ? shown : { ...shown, tel: toTel(shown.phone) };

const TIER_ORDER: Record<Tier, number> = { local: 0, statewide: 1, global: 2 };

/** As `loadSnapshotRows`, in a transaction that is there: its own changes are among them. */
export async function loadRows(trx: Db, changed: Changed) {
  const head = await trx
    .selectFrom('cooperative')
    .select(['name', 'page_words', 'languages', 'urgent', 'policy_topics', 'after_closing_min', 'holidays'])
    .select('shared_hours')
    .executeTakeFirst();
  const isAll = changed === 'all';
  const rows = await loadLibraries(trx, isAll ? 'all' : changed.libraries);
  const parts = await loadParts(
    trx,
    rows.map(({ id }) => id),
  );
  const used = [...parts.uses.values()].flatMap((uses) => uses.map(({ queue_id }) => queue_id));
  const queues = await loadQueues(trx, isAll ? 'all' : new Set([...changed.queues, ...used]));
  const languagesOf = new Map(queues.map(({ id, languages }) => [id, languages]));
  const libraries = await mapYielding(rows, (row): RegisteredLibrary => ({
    id: row.id,
    name: row.name,
    zone: row.zone,
    live: row.live,
    fallback: withTel(toFallback(row)),
    queues: (parts.uses.get(row.id) ?? [])
      .map(({ tier, queue_id, chat_url }) => ({
        ...{ tier, queueId: queue_id, chatUrl: chat_url },
        languages: languagesOf.get(queue_id) ?? null,
      }))
      .sort((one, other) => TIER_ORDER[one.tier] - TIER_ORDER[other.tier]),
    origins: (parts.origins.get(row.id) ?? []).map(({ id, origin }) => ({ id, origin })),
    branches: (parts.branches.get(row.id) ?? []).map((branch) => ({
      ...{ id: branch.id, name: branch.name },
      fallback: withTel(toFallback(branch)),
    })),
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
    urgent: head?.urgent ? withTel(head.urgent) : null,
    policyTopics: head?.policy_topics ?? null,
    afterClosingMin: head?.after_closing_min ?? AFTER_CLOSING_MIN,
    holidays: head?.holidays ?? [],
    // What was stored before a field was there has its default.
    sharedHours: head?.shared_hours ? sharedHoursSchema.parse(head.shared_hours) : SHARED_HOURS,
    libraries,
    queues,
  };
}

/**
 * Reads in one transaction, so that a concurrent import is seen completely or not at all. Of a part it has also the queues
 * that its libraries use.
 */
export const loadSnapshotRows = (db: Db, changed: Changed): ReturnType<typeof loadRows> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => loadRows(trx, changed));
