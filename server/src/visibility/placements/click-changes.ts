// In:    libraries with their windows.
// Out:   clicks on the whole days of each window, and on the days that lie as many days earlier, as a library's numbers have them.
// Never: reads an hour of them again before a library's next day begins: these days are over.
import type { Kysely } from 'kysely';
import type { ClickChange } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { toDayNumber } from './silence.ts';
import { loadClickChanges } from './moved-store.ts';
import type { LibraryWindow } from './windows.ts';

/** By library; null: it did not count on all of these days. */
export type ClickChanges = (
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
) => Promise<(libraryId: string) => ClickChange | null>;

const lengthOf = ({ from, to }: LibraryWindow): number => toDayNumber(to) - toDayNumber(from) + 1;

export function createClickChanges(): ClickChanges {
  /** By library and length of the window, with the window's first day. */
  const known = new Map<string, { from: string; change: ClickChange | null }>();
  const keyOf = (window: LibraryWindow): string => `${window.libraryId} ${lengthOf(window)}`;

  return async (db, windows) => {
    const missing = windows.filter((window) => known.get(keyOf(window))?.from !== window.from);
    const rows = await loadClickChanges(db, missing);
    const changes = new Map(rows.map(({ libraryId, ...change }) => [libraryId, change]));
    for (const window of missing)
      known.set(keyOf(window), { from: window.from, change: changes.get(window.libraryId) ?? null });
    const found = new Map(windows.map((window) => [window.libraryId, known.get(keyOf(window))!.change]));
    return (libraryId) => found.get(libraryId) ?? null;
  };
}
