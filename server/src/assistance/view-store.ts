// In:    the database.
// Out:   requests that farther tiers have taken; word that requests have changed.
// Never: a step: store.ts takes those.
import { EVERYTHING, type Database } from '../db/database.ts';
import { endsBy } from './machine.ts';
import type { TakenOver } from './reroute.ts';

/** On the channel that tells every node. */
export const ASSISTANCE_CHANGED = 'requests';

/** Hears that requests have changed. Returns how to stop. */
export const onAssistanceChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === ASSISTANCE_CHANGED || payload === EVERYTHING) listener();
  });

/** Covered ones too: the answer starts there until the request closes. */
export async function loadTakenOver({ db }: Database): Promise<TakenOver[]> {
  const rows = await db
    .selectFrom('assistance_request')
    .select(['library_id', 'taken_tier', 'gap_starts_at', 'gap_ends_at', 'opened_at'])
    .where('over_at', 'is', null)
    .where('taken_tier', 'in', ['statewide', 'global'])
    .execute();
  return rows.map((row) => {
    const startMs = row.gap_starts_at.getTime();
    const endMs = endsBy({ openedMs: row.opened_at.getTime(), startMs, endMs: row.gap_ends_at?.getTime() ?? null });
    return { library: row.library_id, tier: row.taken_tier ?? 'local', startMs, endMs };
  });
}
