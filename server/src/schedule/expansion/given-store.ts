// In:    queues by id, a window of time.
// Out:   the hours that libraries have given there, and those that they make up, as far as the desk is open.
// Never: why a library gives an hour.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { mergeIntervals, shared, toWholeMinutes, type Interval } from '../../platform/time/intervals.ts';
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

/** The service hours of desks that touch any of these times, merged: in whole minutes, as what is worked is counted. */
export async function loadOpenHours(
  db: Kysely<Tables>,
  times: readonly { queue_id: string; starts_at: Date; ends_at: Date }[],
): Promise<Map<string, Interval[]>> {
  if (times.length === 0) return new Map();
  const rows = await db
    .selectFrom('schedule_range')
    .select(['queue_id', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', [...new Set(times.map(({ queue_id }) => queue_id))])
    .where('kind', '=', 'hours')
    .where('starts_at', '<', new Date(Math.max(...times.map(({ ends_at }) => ends_at.getTime()))))
    .where('ends_at', '>', new Date(Math.min(...times.map(({ starts_at }) => starts_at.getTime()))))
    .execute();
  const byQueue = Map.groupBy(rows, ({ queue_id }) => queue_id);
  return new Map(
    [...byQueue].map(([queue, its]) => [queue, mergeIntervals(its.map((row) => toWholeMinutes(toInterval(row))))]),
  );
}

/**
 * By desk, with an entry for each id; what overlaps the window is complete. A desk may have closed since a library picked a
 * time to make an hour up: what it owes was removed with the desk's hours, and a picked time is cut to them here.
 */
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
  const open = await loadOpenHours(db, madeUp);
  return new Map(
    queueIds.map((queue) => [
      queue,
      {
        given: (ofGiven.get(queue) ?? []).map((row) => ({
          ...{ library: row.library_id, service: row.service, takenBy: row.taken_by },
          ...toInterval(row),
        })),
        madeUp: (ofMadeUp.get(queue) ?? []).flatMap((row) =>
          shared([toInterval(row)], open.get(queue) ?? []).map((part) => ({
            ...{ library: row.library_id, service: row.service },
            ...part,
          })),
        ),
      },
    ]),
  );
}
