// In:    queues by id, a window of time.
// Out:   the hours that libraries have given or make up there.
// Never: why a library gives an hour.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import type { GivenHour, MadeUpHour } from './given-hours.ts';

/** Of a row. */
export const toInterval = ({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): Interval => ({
  startMs: starts_at.getTime(),
  endMs: ends_at.getTime(),
});

/** Of one desk. */
export interface GivenHours {
  given: GivenHour[];
  madeUp: MadeUpHour[];
}

/** By desk, with an entry for each id; what overlaps the window is complete. */
export async function loadGivenHours(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, GivenHours>> {
  if (queueIds.length === 0) return new Map();
  const [from, to] = [new Date(startMs), new Date(endMs)];
  const given = await db
    .selectFrom('cover_offer')
    .select(['queue_id', 'library_id', 'service', 'taken_by', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', queueIds)
    .where('state', '!=', 'withdrawn')
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .execute();
  const madeUp = await db
    .selectFrom('made_up_hour')
    .select(['queue_id', 'library_id', 'service', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', queueIds)
    .where('removed_at', 'is', null)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .execute();
  const ofGiven = Map.groupBy(given, ({ queue_id }) => queue_id);
  const ofMadeUp = Map.groupBy(madeUp, ({ queue_id }) => queue_id);
  return new Map(
    queueIds.map((queue) => [
      queue,
      {
        given: (ofGiven.get(queue) ?? []).map((row) => ({
          ...{ library: row.library_id, service: row.service, takenBy: row.taken_by },
          ...toInterval(row),
        })),
        madeUp: (ofMadeUp.get(queue) ?? []).map((row) => ({
          ...{ library: row.library_id, service: row.service },
          ...toInterval(row),
        })),
      },
    ]),
  );
}
