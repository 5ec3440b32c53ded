// In:    the database; notifications of imports and registrations.
// Out:   the parts of libraries, in pages; a subscription to imports and registrations.
// Never: writes: cooperative-file/import-store.ts does.
import type { Kysely, Selectable } from 'kysely';
import type { Fallback, Tier } from '@askusnow/sdk/contract';
import { EVERYTHING, type Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { BranchTable, KeyPageTable, LibraryTable } from './tables.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import { chunksOf } from '../platform/chunks.ts';

/** The channel's payload after an import, and after a change of the cooperative's own settings. */
export const IMPORTED = 'cooperative';

/** What has changed of the cooperative: everything, or the libraries and queues with these ids. */
export type Changed = 'all' | { libraries: ReadonlySet<string>; queues: ReadonlySet<string> };

export const changedLibraries = (...ids: string[]): Changed => ({ libraries: new Set(ids), queues: new Set() });
export const changedQueues = (...ids: string[]): Changed => ({ libraries: new Set(), queues: new Set(ids) });

/** The channel's payload after a registration: `registered libraries kent`. */
export const registeredChannel = (list: 'libraries' | 'queues', id: string): string => `registered ${list} ${id}`;
const REGISTERED = /^registered (libraries|queues) (.+)$/;

/** Parts of libraries, by library id. */
export interface LibraryParts {
  uses: Map<string, { tier: Tier; queue_id: string; chat_url: string | null }[]>;
  origins: Map<string, { id: number; origin: string }[]>;
  branches: Map<string, Selectable<BranchTable>[]>;
  keyPages: Map<string, Selectable<KeyPageTable>[]>;
}

/** Rows per query: an embedded database runs on the thread that answers patrons. */
const PAGE_ROWS = 200;

/** All rows of a table by id, in pages; yields between two. `page`: returns the next rows after an id, up to a limit. */
export async function loadInPages<Row extends { id: string }>(
  page: (after: string, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const yieldIfDue = createYielder();
  const all: Row[] = [];
  for (;;) {
    const rows = await page(all.at(-1)?.id ?? '', PAGE_ROWS);
    for (const row of rows) all.push(row);
    if (rows.length < PAGE_ROWS) return all;
    await yieldIfDue();
  }
}

/** Parts by library; origins and branches sorted by text, key pages in the file's order. */
export async function loadParts(db: Kysely<Tables>, ids: readonly string[]): Promise<LibraryParts> {
  const yieldIfDue = createYielder();
  const parts: LibraryParts = {
    uses: new Map(),
    origins: new Map(),
    branches: new Map(),
    keyPages: new Map(),
  };
  for (const some of chunksOf(ids, PAGE_ROWS)) {
    const uses = await db.selectFrom('library_queue').selectAll().where('library_id', 'in', some).execute();
    const origins = await db
      .selectFrom('library_origin')
      .selectAll()
      .where('library_id', 'in', some)
      .where('registered', '=', true)
      .orderBy('origin')
      .execute();
    const branches = await db
      .selectFrom('branch')
      .selectAll()
      .where('library_id', 'in', some)
      .where('removed', '=', false)
      .orderBy('id')
      .execute();
    const keyPages = await db
      .selectFrom('key_page')
      .selectAll()
      .where('library_id', 'in', some)
      .orderBy('id')
      .execute();
    for (const [id, rows] of byLibrary(uses)) parts.uses.set(id, rows);
    for (const [id, rows] of byLibrary(origins)) parts.origins.set(id, rows);
    for (const [id, rows] of byLibrary(branches)) parts.branches.set(id, rows);
    for (const [id, rows] of byLibrary(keyPages)) parts.keyPages.set(id, rows);
    await yieldIfDue();
  }
  return parts;
}

const byLibrary = <T extends { library_id: string }>(rows: T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.library_id);

/** Calls the listener after an import or a registration, and when one may have been missed. Returns how to unsubscribe. */
export const subscribeToChanges = ({ changes }: Database, listener: (changed: Changed) => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === IMPORTED || payload === EVERYTHING) return listener('all');
    const [, list, id] = REGISTERED.exec(payload) ?? [];
    if (list && id) listener({ libraries: new Set(), queues: new Set(), [list]: new Set([id]) });
  });

/** Drops null entries: what the file does not have is absent. */
export function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

export const toFallback = (row: Pick<LibraryTable, 'fallback_phone' | 'fallback_form' | 'fallback_page'>): Fallback =>
  given({ phone: row.fallback_phone, form: row.fallback_form, page: row.fallback_page });
