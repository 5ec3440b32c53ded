// In:    a library, shared desks by id and name, a window of time, now.
// Out:   what a library's calendar is made of.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { whyNotAccept } from '../covers/cover.ts';
import { loadDuties } from '../covers/duties-store.ts';
import { loadCovers, loadFacts } from '../covers/store.ts';
import { loadRanges } from '../expansion/range-store.ts';
import type { SharedDeskFacts } from './library-calendar.ts';

export async function loadCalendarDesks(
  db: Kysely<Tables>,
  library: string,
  desks: readonly { id: string; name: string }[],
  window: Interval,
  nowMs: number,
): Promise<SharedDeskFacts[]> {
  const ids = desks.map(({ id }) => id);
  const duties = await loadDuties(db, ids, window);
  const ranges = await loadRanges(db, ids, nowMs, window.endMs);
  const ahead = { startMs: nowMs, endMs: window.endMs };
  const offers = (await loadCovers(db, null, ahead)).filter(
    ({ state, startMs }) => state === 'open' && startMs > nowMs,
  );
  const facts = await loadFacts(db, offers, nowMs);
  const acceptable = offers.filter((each) => whyNotAccept(library, each, facts) === null);
  return desks.map(({ id, name }) => ({
    ...{ id, name },
    duties: duties.get(id)?.duties ?? [],
    open: (ranges.get(id)?.shifts ?? []).filter(({ library, startMs }) => library === null && startMs > nowMs),
    offers: acceptable.filter(({ queue }) => queue === id),
  }));
}
