// In:    libraries, civil days.
// Out:   the days of each library with more events than is plausible, as far as hours are kept.
// Never: reads the history of a library without a busy day.
import type { Doubt } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import { daysBefore, type CivilWindow } from '../../platform/time/day-window.ts';
import { findDoubts, HISTORY_DAYS, type LibraryDayLoad } from './doubts.ts';
import { loadBusyLibraries, loadDayLoads } from './store.ts';

export interface Doubted {
  doubts: readonly Doubt[];
  /** From the history on. */
  days: readonly LibraryDayLoad[];
}

/** A library that is not in it has no such day. */
export async function readDoubts(
  { db }: Database,
  libraries: readonly string[],
  window: CivilWindow,
): Promise<Map<string, Doubted>> {
  const ids = libraries.length === 0 ? [] : await loadBusyLibraries(db, libraries, window);
  if (ids.length === 0) return new Map();
  const loads = await loadDayLoads(db, ids, { from: daysBefore(window.from, HISTORY_DAYS), to: window.to });
  const byLibrary = Map.groupBy(loads, ({ libraryId }) => libraryId);
  return new Map([...byLibrary].map(([id, days]) => [id, { doubts: findDoubts(days, window), days }]));
}

/** The days whose clicks are to be checked. */
export const daysWithDoubtfulClicks = (doubts: readonly Doubt[]): string[] => [
  ...new Set(doubts.filter(({ reason }) => reason !== 'views-above-usual').map(({ date }) => date)),
];

/** The clicks of those days. */
export function clicksToCheck(doubted: Doubted | undefined): number {
  if (doubted === undefined) return 0;
  const dates = new Set(daysWithDoubtfulClicks(doubted.doubts));
  return doubted.days.reduce((sum, { date, clicks }) => (dates.has(date) ? sum + clicks : sum), 0);
}
