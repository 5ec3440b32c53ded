// In:    the stores, an account.
// Out:   what is known at this moment of each queue that the account may see.
// Never: a queue of somebody else's.
import type { Registry } from '../cooperative/registry.ts';
import type { Database } from '../db/database.ts';
import { loadQueues } from '../hours/store.ts';
import type { Account } from '../http/access.ts';
import { loadSeen } from '../presence/store.ts';
import { loadRanges } from '../schedule/store.ts';
import { loadOpenGaps } from './open-gaps.ts';
import { FORECAST_MS, type QueueMoment } from './now.ts';

export interface MomentDeps {
  database: Database;
  registry: Pick<Registry, 'queues' | 'libraries'>;
}

/** All of them for the coordinator, those of their libraries for a liaison, its own for a desk. */
export async function loadMoments(
  { database, registry }: MomentDeps,
  account: Account,
  nowMs: number,
): Promise<QueueMoment[]> {
  const naming = new Map<string, string[]>();
  for (const { id, queues } of registry.libraries())
    for (const { queueId } of queues) naming.set(queueId, [...(naming.get(queueId) ?? []), id]);
  const mine = registry
    .queues()
    .filter(
      ({ id }) =>
        account.role === 'coordinator' ||
        account.queues.includes(id) ||
        naming.get(id)?.some((library) => account.libraries.includes(library)),
    );
  const ids = mine.map(({ id }) => id);
  const records = new Map((await loadQueues(database, ids)).map((record) => [record.id, record]));
  const ranges = await loadRanges(database.db, ids, nowMs, nowMs + FORECAST_MS);
  const seen = await loadSeen(database);
  const gaps = new Map((await loadOpenGaps(database.db, seen, nowMs)).map((gap) => [gap.queue, gap]));
  return mine.map((queue) => ({
    queue,
    libraries: naming.get(queue.id)?.length ?? 0,
    areHoursKnown: (records.get(queue.id)?.hours.weekly ?? null) !== null,
    ranges: ranges.get(queue.id) ?? { hours: [], shifts: [], scheduled: [] },
    hasSource: queue.presence !== null,
    seen: seen.get(queue.id) ?? null,
    uncoveredSinceMs: gaps.get(queue.id)?.startMs ?? null,
  }));
}
