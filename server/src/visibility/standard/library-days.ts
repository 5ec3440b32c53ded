// In:    libraries, a window of civil days.
// Out:   each one's clicks by day, its open days, and since when it is counted.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LibraryDays, Side } from './compare.ts';
import { loadCountingSince, loadDayClicks } from './history-store.ts';
import { loadOpenDays } from './open-days.ts';

export async function loadLibraryDays(
  database: Database,
  libraries: readonly RegisteredLibrary[],
  side: Side,
): Promise<Map<string, LibraryDays>> {
  const ids = libraries.map(({ id }) => id);
  const [clicks, openDays, since] = await Promise.all([
    loadDayClicks(database.db, ids, side),
    loadOpenDays(database, libraries, side),
    loadCountingSince(database.db, ids),
  ]);
  const daysOf = (id: string): LibraryDays => ({
    clicks: clicks.get(id) ?? new Map(),
    openDays: openDays.get(id)!,
    countingSince: since.get(id) ?? null,
  });
  return new Map(ids.map((id) => [id, daysOf(id)]));
}
