// In:    samples of queues.
// Out:   each queue's observed state, completed intervals, and a notification to every node.
// Never: commits a sample without its interval and notification.
import type { PresenceSource } from '@askusnow/sdk/contract';
import { sql, type Kysely } from 'kysely';
import { byClock, change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { publishSeen, type Publisher } from './sample-channel-store.ts';
import { intervalsUntil, takeSample, type Sample, type Seen, type PresenceInterval } from './sample.ts';
import { lockSeen } from './seen-store.ts';

type Db = Kysely<Tables>;

const orNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** Whether this is the queue's committed source. Samples of any other source are dropped. */
export async function isCurrentSource(trx: Db, queue: string, source: PresenceSource): Promise<boolean> {
  const row = await trx
    .selectFrom('queue')
    .select('id')
    .where('id', '=', queue)
    .where('removed', '=', false)
    .where('presence', '=', sql<PresenceSource>`${JSON.stringify(source)}::jsonb`)
    .executeTakeFirst();
  return row !== undefined;
}

async function writeIntervals(trx: Db, queue: string, over: readonly PresenceInterval[]): Promise<void> {
  if (over.length === 0) return;
  await trx
    .insertInto('presence_interval')
    .values(
      over.map(({ startMs, endMs, state }) => ({
        queue_id: queue,
        started_at: new Date(startMs),
        ended_at: new Date(endMs),
        state,
      })),
    )
    .execute();
}

/** What is seen from now on; null: nothing is known. The source does not fail any more. */
async function writeSeen(trx: Db, record: Publisher, queue: string, seen: Seen | null): Promise<void> {
  await trx
    .updateTable('queue_presence')
    .set({
      state: seen?.state ?? null,
      since: seen && new Date(seen.sinceMs),
      sampled_at: seen && new Date(seen.sampledAtMs),
      last_nobody_at: seen && orNull(seen.lastNobodyAtMs),
      failing_since: null,
      fault_code: null,
      fault_detail: null,
    })
    .where('queue_id', '=', queue)
    .execute();
  publishSeen(record, queue, seen);
}

/** Writes a sample; needs the lock. Returns the queue's new state. */
export async function writeSample(
  trx: Db,
  record: Publisher,
  queue: string,
  before: Seen | null,
  sample: Sample,
  nowMs: number,
): Promise<Seen | null> {
  const taken = takeSample(before, sample, nowMs);
  if (taken === null) return before;
  const { seen, over } = taken;
  await writeIntervals(trx, queue, over);
  await writeSeen(trx, record, queue, seen);
  return seen;
}

/**
 * Ends the observed state of a queue whose source no longer reports; needs the lock. The interval ends with the last
 * sample: what came after it is not known.
 */
export async function forgetSeen(trx: Db, record: Publisher, queue: string, before: Seen | null): Promise<void> {
  if (before !== null) await writeIntervals(trx, queue, intervalsUntil(before, before.sampledAtMs));
  await writeSeen(trx, record, queue, null);
}

/**
 * Saves a sample. Drops one that is older than the current state, or from a former source. `nowMs`: when it is written,
 * if later than it was taken.
 */
export const saveSample = (
  database: Database,
  queue: string,
  sample: Sample,
  nowMs = sample.atMs,
  source?: PresenceSource,
): Promise<void> =>
  change(database, null, byClock(nowMs), async (trx, record) => {
    const before = await lockSeen(trx, queue);
    if (source !== undefined && !(await isCurrentSource(trx, queue, source))) return;
    await writeSample(trx, record, queue, before, sample, nowMs);
  });
