// In:    the rows in which calendars and presence sources leave word of their faults.
// Out:   those that have failed for so long that somebody should hear of it.
// Never: writes there: what a source is in is its own room's to say.
import { createHash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Trouble } from './trouble.ts';

/** Shorter troubles mend themselves. Units: ms. */
const PRESENCE_AFTER_MS = 30 * 60_000;
/** Asked every quarter of an hour, later after each failure: three in a row take three quarters of one. */
const FEED_AFTER_FAILURES = 3;

const toIncident = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join()).digest('base64url').slice(0, 16);

export async function loadTroubles({ db }: Database, nowMs: number): Promise<Trouble[]> {
  const sources = await db
    .selectFrom('queue_presence')
    .innerJoin('queue', 'queue.id', 'queue_id')
    .select(['queue_id as queue', 'failing_since', 'fault_code'])
    .where('failing_since', '<=', new Date(nowMs - PRESENCE_AFTER_MS))
    .where('queue.presence', 'is not', null)
    .orderBy('queue_id')
    .execute();
  const feeds = await db
    .selectFrom('shift_feed')
    .select(['queue_id as queue', 'url', 'confirmed_at', 'fault_code'])
    .where('failures', '>=', FEED_AFTER_FAILURES)
    .orderBy('queue_id')
    .execute();
  return [
    ...sources.map(({ queue, failing_since, fault_code }): Trouble => {
      const sinceMs = failing_since!.getTime();
      return { kind: 'presence-failing', queue, sinceMs, incident: String(sinceMs), code: fault_code ?? 'unknown' };
    }),
    ...feeds.map(({ queue, url, confirmed_at, fault_code }): Trouble => {
      const sinceMs = confirmed_at?.getTime() ?? null;
      const incident = toIncident(url, sinceMs ?? 'never');
      return { kind: 'feed-failing', queue, sinceMs, incident, code: fault_code ?? 'unknown' };
    }),
  ];
}
