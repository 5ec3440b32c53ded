// In:    libraries, now, a number of days.
// Out:   each library's civil days: those shown, those that count as recent, those of the profile, and those that do not count.
// Never: runs a query per library.
import type { WindowDays } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import { daysBefore, startOfDayMs, windowOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { closedDates } from '../../schedule/hours/closed-dates.ts';
import { loadQueues } from '../../schedule/hours/store.ts';
import { PROFILE_DAYS, toDayNumber } from './silence.ts';
import { loadUnseenDays } from './unseen-days-store.ts';

/** A key page that asks for a phone is served by a view on one in these days. */
export const RECENT_DAYS = 28;

export interface LibraryWindow extends CivilWindow {
  libraryId: string;
  zone: string;
  recentFrom: string;
  profileFrom: string;
  /** Whether its morning is over. */
  isAfternoon: boolean;
  /** Of the profile and of as many days before it, as day numbers: by the hours of its nearest desk, and those on which nothing was seen. */
  closedDays: ReadonlySet<number>;
}

/** A nation has a dozen zones, and the civil days of each need a calendar's arithmetic. */
function memoByZone<T>(compute: (zone: string) => T): (zone: string) => T {
  const known = new Map<string, T>();
  return (zone) => {
    const found = known.get(zone) ?? compute(zone);
    known.set(zone, found);
    return found;
  };
}

/** In the order of the libraries. A library's queues come nearest tier first. */
export async function loadWindows(
  database: Pick<Database, 'db'>,
  libraries: readonly RegisteredLibrary[],
  days: WindowDays,
  nowMs: number,
): Promise<LibraryWindow[]> {
  const nearest = libraries.map(({ queues }) => queues[0]?.queueId);
  const ids = new Set(nearest.filter((id) => id !== undefined));
  const [queues, unseenDays] = await Promise.all([loadQueues(database, [...ids]), loadUnseenDays(database.db, nowMs)]);
  const hoursOf = new Map(queues.map(({ id, hours }) => [id, hours]));
  const daysIn = memoByZone((zone) => {
    const { from, to } = windowOf(zone, nowMs, days);
    const first = (count: number): string => daysBefore(to, count - 1);
    const isAfternoon = nowMs - startOfDayMs(zone, to) >= DAY_MS / 2;
    return { from, to, isAfternoon, recentFrom: first(RECENT_DAYS), profileFrom: first(PROFILE_DAYS) };
  });
  return libraries.map(({ id, zone }, index) => {
    const civil = daysIn(zone);
    const hours = hoursOf.get(nearest[index] ?? '');
    const closed =
      hours === undefined
        ? []
        : closedDates(hours, { from: daysBefore(civil.profileFrom, PROFILE_DAYS), to: civil.to });
    return { libraryId: id, zone, ...civil, closedDays: new Set([...closed.map(toDayNumber), ...unseenDays]) };
  });
}
