// In:    libraries with their windows.
// Out:   clicks of as many days before each window: those days are over, so they are read once.
// Never: reads an hour of them again before a library's next day begins.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { toDayNumber } from './silence.ts';
import { loadClicksBefore } from './moved-store.ts';
import type { LibraryWindow } from './windows.ts';

/** By library; null: nothing was counted on those days. */
export type ClicksBefore = (
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
) => Promise<(libraryId: string) => number | null>;

const lengthOf = ({ from, to }: LibraryWindow): number => toDayNumber(to) - toDayNumber(from) + 1;

export function createClicksBefore(): ClicksBefore {
  /** By library and length of the window, with the window's first day. */
  const known = new Map<string, { from: string; clicks: number | null }>();
  const keyOf = (window: LibraryWindow): string => `${window.libraryId} ${lengthOf(window)}`;

  return async (db, windows) => {
    const missing = windows.filter((window) => known.get(keyOf(window))?.from !== window.from);
    const rows = await loadClicksBefore(db, missing);
    const clicksOf = new Map(rows.map(({ libraryId, clicks }) => [libraryId, clicks]));
    for (const window of missing)
      known.set(keyOf(window), { from: window.from, clicks: clicksOf.get(window.libraryId) ?? null });
    const found = new Map(windows.map((window) => [window.libraryId, known.get(keyOf(window))!.clicks]));
    return (libraryId) => found.get(libraryId) ?? null;
  };
}
