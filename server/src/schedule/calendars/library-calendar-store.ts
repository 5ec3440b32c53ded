// In:    a library, the shared desks and which of them it names, a window of time, now.
// Out:   what a library's calendar is made of.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { whyNotAccept } from '../covers/cover.ts';
import { loadDuties } from '../covers/duties-store.ts';
import { loadCovers, loadFacts } from '../covers/store.ts';
import { loadRanges } from '../expansion/range-store.ts';
import type { SharedDeskFacts } from './library-calendar.ts';

/** Of the desks that the library names, and those at which it has hours without naming them. */
export async function loadCalendarDesks(
  db: Kysely<Tables>,
  library: string,
  shared: readonly { id: string; name: string; isNamed: boolean }[],
  window: Interval,
  nowMs: number,
): Promise<SharedDeskFacts[]> {
  const duties = await loadDuties(
    db,
    shared.map(({ id }) => id),
    window,
  );
  const hasHours = (id: string): boolean => duties.get(id)!.duties.some((duty) => duty.library === library);
  const desks = shared.filter(({ id, isNamed }) => isNamed || hasHours(id));
  const ranges = await loadRanges(
    db,
    desks.map(({ id }) => id),
    nowMs,
    window.endMs,
  );
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
