// In:    queues and a window.
// Out:   their observed presence in it.
// Never: a state for time without evidence.
import type { PresenceState } from '@askusnow/sdk/contract';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { intervalsUntil, type PresenceInterval } from './sample.ts';

type Db = Kysely<Tables>;

/**
 * The observed presence of these queues in a window, sorted and disjoint, cut to the window: completed intervals, the
 * current one, and `unknown` from where its evidence lapses. Nothing before a queue's first sample. `toMs`: now at most.
 */
export async function loadPresenceIntervals(
  db: Db,
  queueIds: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<Map<string, PresenceInterval[]>> {
  const found = new Map<string, PresenceInterval[]>(queueIds.map((id) => [id, []]));
  if (queueIds.length === 0) return found;
  // One statement: between two, an interval could end and be in neither.
  const from = new Date(fromMs);
  const rows = await db
    .selectFrom('queue')
    // Intervals of a queue do not overlap: the last that began before the window is the first that can overlap it.
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('presence_interval as before')
          .select(({ fn, val }) => fn.coalesce(fn.max('before.started_at'), val(from)).as('at'))
          .whereRef('before.queue_id', '=', 'queue.id')
          .where('before.started_at', '<=', from)
          .as('first'),
      (join) => join.onTrue(),
    )
    .innerJoin('presence_interval as each', (join) =>
      join.onRef('each.queue_id', '=', 'queue.id').onRef('each.started_at', '>=', 'first.at'),
    )
    .select(({ ref }) => [
      'each.queue_id',
      'each.started_at',
      'each.ended_at',
      ref('each.state').$castTo<PresenceState>().as('state'),
      sql<Date | null>`null::timestamptz`.as('sampled_at'),
    ])
    .where('queue.id', 'in', queueIds)
    .where('each.started_at', '<', new Date(toMs))
    .where('each.ended_at', '>', from)
    .unionAll(
      db
        .selectFrom('queue_presence')
        .select(({ ref }) => [
          'queue_id',
          ref('since').$castTo<Date>().as('started_at'),
          sql<Date>`null::timestamptz`.as('ended_at'),
          ref('state').$castTo<PresenceState>().as('state'),
          'sampled_at',
        ])
        .where('queue_id', 'in', queueIds)
        .where('sampled_at', 'is not', null),
    )
    .orderBy('started_at')
    .execute();
  const add = (queue: string, { startMs, endMs, state }: PresenceInterval): void => {
    const cut = { startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs), state };
    if (cut.startMs < cut.endMs) found.get(queue)?.push(cut);
  };
  for (const { queue_id, started_at, ended_at, state, sampled_at } of rows) {
    const sinceMs = started_at.getTime();
    if (sampled_at === null) add(queue_id, { startMs: sinceMs, endMs: ended_at.getTime(), state });
    else
      for (const interval of intervalsUntil({ state, sinceMs, sampledAtMs: sampled_at.getTime() }, toMs))
        add(queue_id, interval);
  }
  return found;
}
