// In:    shared desks by id and name, a window of time, now.
// Out:   what a library's calendar is made of.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { loadDuties } from '../covers/duties-store.ts';
import { loadRanges } from '../expansion/range-store.ts';
import type { OpenOffer, SharedDeskFacts } from './library-calendar.ts';

/** Offers that begin after an instant and that nobody has taken, by desk. */
async function loadOffers(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  nowMs: number,
): Promise<Map<string, OpenOffer[]>> {
  const rows = await db
    .selectFrom('cover_offer')
    .select(['id', 'queue_id', 'library_id', 'service', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', ['', ...queueIds])
    .where('state', '=', 'open')
    .where('starts_at', '>', new Date(nowMs))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  const byQueue = Map.groupBy(rows, ({ queue_id }) => queue_id);
  return new Map(
    [...byQueue].map(([queue, its]) => [
      queue,
      its.map(({ id, library_id: library, service, starts_at, ends_at }): OpenOffer => ({
        ...{ id, library, service },
        startMs: starts_at.getTime(),
        endMs: ends_at.getTime(),
      })),
    ]),
  );
}

export async function loadSharedDesks(
  db: Kysely<Tables>,
  desks: readonly { id: string; name: string }[],
  window: Interval,
  nowMs: number,
): Promise<SharedDeskFacts[]> {
  const ids = desks.map(({ id }) => id);
  const duties = await loadDuties(db, ids, window);
  const ranges = await loadRanges(db, ids, nowMs, window.endMs);
  const offers = await loadOffers(db, ids, nowMs);
  return desks.map(({ id, name }) => ({
    ...{ id, name },
    duties: duties.get(id)?.duties ?? [],
    open: (ranges.get(id)?.shifts ?? []).filter(({ library, startMs }) => library === null && startMs > nowMs),
    offers: offers.get(id) ?? [],
  }));
}
