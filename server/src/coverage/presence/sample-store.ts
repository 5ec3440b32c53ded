// In:    samples of queues.
// Out:   what each queue is seen as, the stretches that are over, and a notification of both to every node.
// Never: a sample without its ledger: row, stretch and notification commit together.
import type { PresenceSource } from '@askusnow/sdk/contract';
import { sql, type Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { publishSeen } from './sample-channel-store.ts';
import { stretchesUntil, takeSample, type Sample, type Seen, type Stretch } from './sample.ts';
import { lockSeen } from './seen-store.ts';

type Db = Kysely<Tables>;

const orNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** Whether this is the queue's source, by what is committed. A sample of any other source is dropped. */
export async function isCurrentSource(trx: Db, queue: string, source: PresenceSource): Promise<boolean> {
  const row = await trx
    .selectFrom('queue')
    .select('id')
    .where('id', '=', queue)
    .where('presence', '=', sql<PresenceSource>`${JSON.stringify(source)}::jsonb`)
    .executeTakeFirst();
  return row !== undefined;
}

async function writeStretches(trx: Db, queue: string, over: readonly Stretch[]): Promise<void> {
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

/** Writes a sample behind the lock. Gives what the queue is seen as then. */
export async function writeSample(
  trx: Db,
  changes: Database['changes'],
  queue: string,
  before: Seen | null,
  sample: Sample,
  nowMs: number,
): Promise<Seen | null> {
  const taken = takeSample(before, sample, nowMs);
  if (taken === null) return before;
  const { seen, over } = taken;
  await writeStretches(trx, queue, over);
  await trx
    .updateTable('queue_presence')
    .set({
      state: seen.state,
      since: new Date(seen.sinceMs),
      sampled_at: new Date(seen.sampledAtMs),
      last_nobody_at: orNull(seen.lastNobodyAtMs),
      failing_since: null,
      fault_code: null,
      fault_detail: null,
    })
    .where('queue_id', '=', queue)
    .execute();
  await publishSeen(trx, changes, queue, seen);
  return seen;
}

/**
 * Ends what is seen at a queue that its source no longer reports on, behind the lock. The stretch ends with the last
 * sample: what came after it is not known.
 */
export async function forgetSeen(
  trx: Db,
  changes: Database['changes'],
  queue: string,
  before: Seen | null,
): Promise<void> {
  if (before !== null) await writeStretches(trx, queue, stretchesUntil(before, before.sampledAtMs));
  await trx
    .updateTable('queue_presence')
    .set({
      state: null,
      since: null,
      sampled_at: null,
      last_nobody_at: null,
      failing_since: null,
      fault_code: null,
      fault_detail: null,
    })
    .where('queue_id', '=', queue)
    .execute();
  await publishSeen(trx, changes, queue, null);
}

/**
 * Saves a sample. Drops one that is older than what was seen already, and one of a source that is not the queue's.
 * `nowMs`: when it is written, if later than it was taken.
 */
export async function saveSample(
  { db, changes }: Database,
  queue: string,
  sample: Sample,
  nowMs = sample.atMs,
  source?: PresenceSource,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await lockSeen(trx, queue);
    if (source !== undefined && !(await isCurrentSource(trx, queue, source))) return;
    await writeSample(trx, changes, queue, before, sample, nowMs);
  });
}
