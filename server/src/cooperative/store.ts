// In:    the database.
// Out:   the cooperative as it is stored: as rows with their ids, or as the file says it.
// Never: writes: that is import-store.ts; or what the file has dropped.
import type { Kysely, Selectable } from 'kysely';
import type { Escalation, Fallback, Tier } from '@askusnow/sdk/contract';
import { EVERYTHING, type Database } from '../db/database.ts';
import type { KeyPageTable, LibraryTable, QueueTable, Tables } from '../db/tables.ts';
import type { PageWordLists } from './page-words.ts';
import { inOrder, type Cooperative, type CooperativeLibrary, type CooperativeQueue } from './schema.ts';

/** What the channel carries after an import. */
export const IMPORTED = 'cooperative';

/** Every row that the cooperative's file stands for; nothing that it has dropped. */
export interface CooperativeRows {
  cooperative:
    { name: string; note: string | null; escalation: Escalation | null; page_words: PageWordLists | null } | undefined;
  queues: Selectable<QueueTable>[];
  libraries: Selectable<LibraryTable>[];
  uses: Map<string, { tier: Tier; queue_id: string; chat_url: string | null }[]>;
  origins: Map<string, { id: number; origin: string }[]>;
  keyPages: Map<string, Selectable<KeyPageTable>[]>;
}

const byLibrary = <T extends { library_id: string }>(rows: T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.library_id);

/** @NOTE Six reads: behind the import's lock, or through loadRowsAtOnce. */
export async function loadRows(db: Kysely<Tables>): Promise<CooperativeRows> {
  const cooperative = await db
    .selectFrom('cooperative')
    .select(['name', 'note', 'escalation', 'page_words'])
    .executeTakeFirst();
  const queues = await db.selectFrom('queue').selectAll().orderBy('id').execute();
  const libraries = await db.selectFrom('library').selectAll().where('removed', '=', false).orderBy('id').execute();
  const uses = await db.selectFrom('library_queue').selectAll().execute();
  const origins = await db
    .selectFrom('library_origin')
    .selectAll()
    .where('registered', '=', true)
    .orderBy('origin')
    .execute();
  const keyPages = await db.selectFrom('key_page').selectAll().orderBy('id').execute();
  return {
    cooperative,
    queues,
    libraries,
    uses: byLibrary(uses),
    origins: byLibrary(origins),
    keyPages: byLibrary(keyPages),
  };
}

/** The rows of one instant. */
export const loadRowsAtOnce = (db: Kysely<Tables>): Promise<CooperativeRows> =>
  db.transaction().setIsolationLevel('repeatable read').execute(loadRows);

/** Hears of an import, and of a time in which one may have gone unheard. Returns how to stop. */
export const subscribeToImports = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === IMPORTED || payload === EVERYTHING) listener();
  });

/** The entries that are not null: what the file does not say is absent. */
function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

export const toFallback = (row: Selectable<LibraryTable>): Fallback =>
  given({ phone: row.fallback_phone, form: row.fallback_form, page: row.fallback_page });

const toQueue = ({
  id,
  name,
  tier,
  zone,
  note,
  weekly,
  seasons,
  exceptions,
  shifts,
  presence,
}: Selectable<QueueTable>): CooperativeQueue => ({
  id,
  name,
  tier,
  zone,
  ...given({ note }),
  hours: { weekly, seasons, exceptions },
  shifts,
  ...given({ presence }),
});

function toLibrary(row: Selectable<LibraryTable>, rows: CooperativeRows): CooperativeLibrary {
  const { id, name, zone, live } = row;
  const uses = (rows.uses.get(id) ?? []).map(({ tier, queue_id, chat_url }) => [
    tier,
    { queue: queue_id, ...given({ chat: chat_url }) },
  ]);
  const keyPages = (rows.keyPages.get(id) ?? []).map((page) => ({
    name: page.name,
    ...given({ origin: page.origin, pattern: page.pattern, placement: page.placement, viewport: page.viewport }),
    minPatterns: page.min_patterns,
    weight: page.weight,
  }));
  return {
    id,
    name,
    zone,
    live,
    origins: (rows.origins.get(id) ?? []).map(({ origin }) => origin),
    queues: Object.fromEntries(uses) as CooperativeLibrary['queues'],
    fallback: toFallback(row),
    keyPages,
  };
}

/** The file's data; undefined before the first import. */
export function toCooperative(rows: CooperativeRows): Cooperative | undefined {
  if (!rows.cooperative) return undefined;
  const { name, note, escalation, page_words: pageWords } = rows.cooperative;
  return inOrder({
    cooperative: { name, ...given({ note, escalation, pageWords }) },
    queues: rows.queues.map(toQueue),
    libraries: rows.libraries.map((library) => toLibrary(library, rows)),
  });
}
