// In:    the fault of a failed poll.
// Out:   the queue's fault, and its start.
// Never: changes the queue's state because a poll failed.
import type { PresenceSource } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import { isCurrentSource } from './sample-store.ts';
import { lockSeen } from './seen-store.ts';

export interface Fault {
  code: string;
  detail: string;
}

/** Stores the fault of a poll when it begins or changes. */
export async function saveFault(
  { db }: Database,
  queue: string,
  { code, detail }: Fault,
  atMs: number,
  source?: PresenceSource,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockSeen(trx, queue);
    if (source !== undefined && !(await isCurrentSource(trx, queue, source))) return;
    await trx
      .updateTable('queue_presence')
      .set(({ fn, ref, val }) => ({
        failing_since: fn.coalesce(ref('failing_since'), val(new Date(atMs))),
        fault_code: code,
        fault_detail: detail,
      }))
      .where('queue_id', '=', queue)
      .where('fault_code', 'is distinct from', code)
      .execute();
  });
}
