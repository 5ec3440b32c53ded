// In:    the database.
// Out:   the cooperative as it is stored: as rows with their ids, or as the file says it.
// Never: writes: that is import-store.ts; or what the file has dropped.
import type { Kysely, Selectable } from 'kysely';
import type { Escalation, Fallback, Tier } from '@askusnow/sdk/contract';
import { EVERYTHING, type Database } from '../db/database.ts';
import type { KeyPageTable, LibraryTable, QueueTable, Tables } from '../db/tables.ts';
import type { PageWordLists } from './page-words.ts';
import { createTurns, mapInTurns } from '../turns.ts';
import { inOrder, type Cooperative, type CooperativeLibrary, type CooperativeQueue } from './schema.ts';

/** What the channel carries after an import. */
export const IMPORTED = 'cooperative';

/** Every row that the cooperative's file stands for; nothing that it has dropped. */
export interface CooperativeRows {
  cooperative:
    | {
        name: string;
        note: string | null;
        escalation: Escalation | null;
        page_words: PageWordLists | null;
        languages: string[] | null;
      }
    | undefined;
  queues: Selectable<QueueTable>[];
  libraries: Selectable<LibraryTable>[];
  uses: Map<string, { tier: Tier; queue_id: string; chat_url: string | null }[]>;
  origins: Map<string, { id: number; origin: string }[]>;
  keyPages: Map<string, Selectable<KeyPageTable>[]>;
}

/** Rows per query: an embedded database answers on the thread that serves patrons. */
const PAGE_ROWS = 200;

/** All rows of a table in pages, by id; others come between two. `page`: those after an id, at most so many. */
export async function loadInPages<Row extends { id: string }>(
  page: (after: string, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const giveWay = createTurns();
  const all: Row[] = [];
  for (;;) {
    const rows = await page(all.at(-1)?.id ?? '', PAGE_ROWS);
    for (const row of rows) all.push(row);
    if (rows.length < PAGE_ROWS) return all;
    await giveWay();
  }
}

/** What hangs on libraries, by library; origins by their text, key pages in the file's order. */
export async function loadParts(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Pick<CooperativeRows, 'uses' | 'origins' | 'keyPages'>> {
  const giveWay = createTurns();
  const parts: Pick<CooperativeRows, 'uses' | 'origins' | 'keyPages'> = {
    uses: new Map(),
    origins: new Map(),
    keyPages: new Map(),
  };
  for (let at = 0; at < ids.length; at += PAGE_ROWS) {
    const some = ids.slice(at, at + PAGE_ROWS);
    const uses = await db.selectFrom('library_queue').selectAll().where('library_id', 'in', some).execute();
    const origins = await db
      .selectFrom('library_origin')
      .selectAll()
      .where('library_id', 'in', some)
      .where('registered', '=', true)
      .orderBy('origin')
      .execute();
    const keyPages = await db
      .selectFrom('key_page')
      .selectAll()
      .where('library_id', 'in', some)
      .orderBy('id')
      .execute();
    for (const [id, rows] of byLibrary(uses)) parts.uses.set(id, rows);
    for (const [id, rows] of byLibrary(origins)) parts.origins.set(id, rows);
    for (const [id, rows] of byLibrary(keyPages)) parts.keyPages.set(id, rows);
    await giveWay();
  }
  return parts;
}

const byLibrary = <T extends { library_id: string }>(rows: T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.library_id);

/** @NOTE Many reads: behind the import's lock, or through loadRowsAtOnce. */
export async function loadRows(db: Kysely<Tables>): Promise<CooperativeRows> {
  const cooperative = await db
    .selectFrom('cooperative')
    .select(['name', 'note', 'escalation', 'page_words', 'languages'])
    .executeTakeFirst();
  const queues = await loadInPages((after, limit) =>
    db.selectFrom('queue').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute(),
  );
  const libraries = await loadInPages((after, limit) =>
    db
      .selectFrom('library')
      .selectAll()
      .where('removed', '=', false)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute(),
  );
  const ids = libraries.map(({ id }) => id);
  return { cooperative, queues, libraries, ...(await loadParts(db, ids)) };
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
export async function toCooperative(rows: CooperativeRows): Promise<Cooperative | undefined> {
  if (!rows.cooperative) return undefined;
  const { name, note, escalation, page_words: pageWords, languages } = rows.cooperative;
  return inOrder({
    cooperative: { name, ...given({ note, escalation, pageWords, languages }) },
    queues: await mapInTurns(rows.queues, toQueue),
    libraries: await mapInTurns(rows.libraries, (library) => toLibrary(library, rows)),
  });
}
