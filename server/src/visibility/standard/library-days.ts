// In:    libraries, a window of civil days.
// Out:   each one's counts by day, its open days, and since when it is counted; a library's beside others'.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { LibraryDays, Side } from './compare.ts';
import { loadCountingSince, loadDayCounts, type DayCounter } from './history-store.ts';
import { loadOpenDays } from './open-days.ts';

export async function loadLibraryDays(
  database: Database,
  libraries: readonly RegisteredLibrary[],
  side: Side,
  counter: DayCounter = 'click',
): Promise<Map<string, LibraryDays>> {
  const ids = libraries.map(({ id }) => id);
  const [counts, openDays, since] = await Promise.all([
    loadDayCounts(database.db, counter, ids, side),
    loadOpenDays(database, libraries, side),
    loadCountingSince(database.db, ids),
  ]);
  const daysOf = (id: string): LibraryDays => ({
    counts: counts.get(id) ?? new Map(),
    openDays: new Set(openDays.get(id)),
    countingSince: since.get(id) ?? null,
  });
  return new Map(ids.map((id) => [id, daysOf(id)]));
}

/** More would hardly narrow an interval. */
const OTHERS_MAX = 24;

export interface ComparedDays {
  own: LibraryDays;
  others: LibraryDays[];
}

/** A library, and others of the cooperative, of which nothing is shown but what they have in common. */
export const loadComparedDays = (
  { database, registry }: { database: Database; registry: Pick<Registry, 'libraries'> },
  library: RegisteredLibrary,
  side: Side,
  counter?: DayCounter,
): Promise<ComparedDays> =>
  acrossLibraries(async () => {
    const isOther = ({ id, live }: RegisteredLibrary): boolean => live && id !== library.id;
    const others = registry.libraries().filter(isOther).slice(0, OTHERS_MAX);
    const days = await loadLibraryDays(database, [library, ...others], side, counter);
    return { own: days.get(library.id)!, others: others.map(({ id }) => days.get(id)!) };
  });
