// In:    the stores, the last presence of every queue, now.
// Out:   the open gaps; those that deserve an alarm.
// Never: examines a queue that is not empty in scheduled time now, or time before it became empty.
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { isFresh, type Seen } from '../presence/sample.ts';
import { loadSeen } from '../presence/seen-store.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import type { Gap } from './gaps.ts';
import { loadFacts } from './ledger.ts';
import { coverageOf } from './sums.ts';
import { chunksOf } from '../../platform/chunks.ts';

/** Queues examined together: on one evening all desks of a nation may be empty. */
const CHUNK_QUEUES = 25;

/** A gap of a queue that is empty now though scheduled. */
export interface OpenGap extends Gap {
  queue: string;
}

/**
 * Gaps of all queues that are open now, without those within the grace at closing. Only queues that are empty in
 * scheduled time are examined, and only since they became empty: an abandoned desk costs nothing, and the start of a gap
 * does not move with the clock.
 */
export async function loadOpenGaps(
  db: Kysely<Tables>,
  seen: ReadonlyMap<string, Seen>,
  nowMs: number,
): Promise<OpenGap[]> {
  const empty = new Map(
    [...seen]
      .filter(([, { state, sampledAtMs }]) => state === 'nobody' && isFresh(sampledAtMs, nowMs))
      .map(([queue, { sinceMs }]) => [queue, sinceMs]),
  );
  // Queues that became empty at about the same time are read together.
  const ids = [...empty.keys()].sort((one, other) => empty.get(one)! - empty.get(other)!);
  const yieldIfDue = createYielder();
  const gaps: OpenGap[] = [];
  for (const some of chunksOf(ids, CHUNK_QUEUES)) {
    const now = await loadRanges(db, some, nowMs, nowMs + 1);
    const queues = some.filter((id) => now.get(id)?.scheduled.length);
    const startMs = Math.min(...queues.map((id) => empty.get(id)!));
    for (const [queue, each] of await loadFacts(db, queues, { startMs, endMs: nowMs }, nowMs)) {
      const found = coverageOf(each, { startMs: empty.get(queue)!, endMs: nowMs }, [], nowMs).gaps;
      gaps.push(...found.filter(({ isOpen }) => isOpen).map((gap) => ({ queue, ...gap })));
      if (yieldIfDue.isDue()) await yieldIfDue();
    }
    await yieldIfDue();
  }
  return gaps;
}

/** The gaps that deserve an alarm. `endMs`: when the scheduled time ends, if nobody comes. */
export const openGaps = async (
  database: Database,
  nowMs: number,
): Promise<{ queue: string; startMs: number; endMs: number }[]> =>
  (await loadOpenGaps(database.db, await loadSeen(database), nowMs))
    .filter(({ isAlertable }) => isAlertable)
    .map(({ queue, startMs, lastMs }) => ({ queue, startMs, endMs: lastMs }));
