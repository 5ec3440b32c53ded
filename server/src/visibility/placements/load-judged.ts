// In:    libraries, each with its own civil days.
// Out:   their placements, with all daily views that a judgement of their silences needs.
// Never: reads the whole profile of a library none of whose placements is silent for longer than usual.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { judgeSilence } from './silence.ts';
import { loadCountedPlacements, type CountedPlacement, type Profiles } from './store.ts';
import { factsIn } from './visibility.ts';
import type { LibraryWindow } from './windows.ts';

/** As {@link loadCountedPlacements}; a silence is compared with what the others of its site had meanwhile. */
export async function loadJudged(
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
  profiles: Profiles,
): Promise<CountedPlacement[]> {
  const rows = await loadCountedPlacements(db, windows, profiles);
  if (profiles === 'all') return rows;
  const factsOf = new Map(windows.map((window) => [window.libraryId, factsIn(window)]));
  // A link is never silent: it is counted when it is followed.
  const isSilent = (row: CountedPlacement): boolean => {
    const facts = factsOf.get(row.libraryId)?.(row);
    return row.everCounted && row.form !== 'link' && facts !== undefined && judgeSilence(facts) !== 'explained';
  };
  const silent = new Set(rows.filter(isSilent).map(({ libraryId }) => libraryId));
  if (silent.size === 0) return rows;
  const whole = await loadCountedPlacements(
    db,
    windows.filter(({ libraryId }) => silent.has(libraryId)),
    'all',
  );
  return [...rows.filter(({ libraryId }) => !silent.has(libraryId)), ...whole];
}
