import type { Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../server/src/db/database.ts';

/** Somebody who is told of requests: at a tier, or, local, of one library's. */
export async function addHearer({ db }: Database, tier: Tier, library: string | null = null): Promise<void> {
  await db
    .insertInto('notice_recipient')
    .values({
      tier,
      library_id: library,
      channel: 'atom',
      address: null,
      secret: null,
      token_hash: null,
      kinds: ['assistance-opened', 'assistance-escalated', 'assistance-taken', 'assistance-over'],
      created_at: new Date(0),
      by: 'test',
      stopped_at: null,
    })
    .execute();
}

/** A request of harford's that a tier has taken. */
export async function openTaken(
  { db }: Database,
  { tier, startMs, endMs }: { tier: Tier; startMs: number; endMs: number | null },
): Promise<void> {
  const start = new Date(startMs);
  await db
    .insertInto('assistance_request')
    .values({
      library_id: 'harford',
      queue_id: 'harford-desk',
      reason: 'by-hand',
      state: 'taken',
      gap_starts_at: start,
      gap_ends_at: endMs === null ? null : new Date(endMs),
      owner: 'local',
      deadline_at: null,
      taken_tier: tier,
      taken_library_id: null,
      note: null,
      opened_at: start,
      over_at: null,
      version: 2,
    })
    .execute();
}
