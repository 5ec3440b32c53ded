import type { Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { addRecipient } from './notices.ts';

/** Adds a recipient of help requests at a tier; `library`: whose, at the local one. */
export const addHelpRecipient = (database: Database, tier: Tier, library: string | null = null): Promise<number> =>
  addRecipient(database, { tier, library, channel: 'atom' });

/** A request of harford's, or of the statewide desk (null), that a tier has taken. */
export async function openTaken(
  { db }: Database,
  {
    library = 'harford',
    tier,
    startMs,
    endMs,
  }: { library?: 'harford' | null; tier: Tier; startMs: number; endMs: number | null },
): Promise<void> {
  const start = new Date(startMs);
  await db
    .insertInto('assistance_request')
    .values({
      library_id: library,
      queue_id: library === null ? 'state' : 'harford-desk',
      reason: 'by-hand',
      state: 'taken',
      gap_starts_at: start,
      gap_ends_at: endMs === null ? null : new Date(endMs),
      owner: library === null ? 'statewide' : 'local',
      deadline_at: null,
      taken_tier: tier,
      taken_library_id: null,
      note: null,
      opened_at: start,
      over_at: null,
      revision: 2,
    })
    .execute();
}
