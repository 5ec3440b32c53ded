// In:    hours that libraries offer and nobody has accepted, and times at which no library has a shared desk.
// Out:   for each library, a task for those of its own, which it has to staff meanwhile, and one for those that it may accept;
//        for the coordinator, one for all times of the next days at which shared desks need a library.
import { COVER_AHEAD_DAYS } from '@askusnow/sdk/contract';
import { isShared } from '../../accounts/scope.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import { endsBy } from '../../help/assistance/machine.ts';
import { loadOpen } from '../../help/assistance/view-store.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { SHORT_DAY, spanText } from '../../platform/time/clock-text.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import { isOwed, whyNotAccept, type GivenCover } from '../../schedule/covers/cover.ts';
import { loadDuties } from '../../schedule/covers/duties-store.ts';
import { loadShortTimes } from '../../schedule/covers/made-up-store.ts';
import { loadCovers, loadFacts } from '../../schedule/covers/store.ts';
import { libraryPath, pagePath, type FoundTask, type TaskDeps, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

/** Later hours may still find a library. Units: days. */
const COORDINATOR_AHEAD_DAYS = 7;

interface Needed extends Interval {
  desk: RegisteredQueue;
}

/** When shared desks need a library: for hours that nobody has accepted, and for those that none has. */
async function loadNeeded({ database, registry }: TaskDeps, days: Interval): Promise<[Needed[], GivenCover[]]> {
  const desks = registry.queuesByName().filter(isShared);
  const [covers, requests, owed] = await Promise.all([
    loadCovers(database.db, [], days),
    loadOpen(database),
    loadDuties(
      database.db,
      desks.map(({ id }) => id),
      days,
    ),
  ]);
  // Times for which help is asked are a task already.
  const asked = requests.map(({ queue, cover, standing }) => ({ ...standing, queue, cover, endMs: endsBy(standing) }));
  const offered = covers.filter(({ id, state }) => state === 'open' && asked.every(({ cover }) => cover !== id));
  const needed: Needed[] = [];
  for (const desk of desks) {
    const isHere = ({ queue }: { queue: string }): boolean => queue === desk.id;
    // A desk at which no library owes an hour has people of its own.
    const short = owed.get(desk.id)!.duties.length > 0 ? await loadShortTimes(database.db, desk, days) : [];
    const all = mergeIntervals([...short, ...offered.filter(isHere)]);
    needed.push(...lacking(all, mergeIntervals(asked.filter(isHere))).map((time) => ({ ...time, desk })));
  }
  return [needed.sort((one, other) => one.startMs - other.startMs), offered];
}

export const sharedHoursSource: TaskSource = {
  reads: messages.reads.sharedHours,
  ofLibraries: ({ database: { db }, registry }, libraries, nowMs) =>
    acrossLibraries(async () => {
      const ahead = await loadCovers(db, [], { startMs: nowMs, endMs: nowMs + COVER_AHEAD_DAYS * DAY_MS });
      const open = ahead.filter(({ startMs }) => startMs > nowMs);
      const facts = await loadFacts(db, open, nowMs);
      return libraries.flatMap(({ id, name, zone }) => {
        const task = (
          key: string,
          offers: readonly GivenCover[],
          title: (count: number, first: string, desk: string | null) => string,
          action: (count: number) => string,
        ): FoundTask[] => {
          const [first] = offers;
          if (first === undefined) return [];
          const desk = registry.queue(first.queue);
          const when = spanText(first, desk?.zone ?? zone, SHORT_DAY);
          return [
            {
              key,
              harm: 'patrons-soon',
              library: { id, name },
              title: title(offers.length, when, desk?.name ?? null),
              action: action(offers.length),
              path: libraryPath(id, 'shared-hours'),
              since: null,
              startsAt: toInstant(first.startMs),
            },
          ];
        };
        const own = open.filter((each) => each.library === id && isOwed(each, facts));
        const theirs = open.filter((each) => whyNotAccept(id, each, facts) === null);
        return [
          ...task('own-hours-offered', own, messages.ownHoursOffered, messages.seeOwnOffers),
          ...task('hours-offered', theirs, messages.hoursOffered, messages.seeOffers),
        ];
      });
    }),
  async ofCooperative(deps, nowMs) {
    const days = { startMs: nowMs, endMs: nowMs + COORDINATOR_AHEAD_DAYS * DAY_MS };
    const [needed, offered] = await loadNeeded(deps, days);
    const [first] = needed;
    if (first === undefined) return [];
    const { desk, startMs } = first;
    const week = `${pagePath('week')}?queue=${encodeURIComponent(desk.id)}&week=${windowOf(desk.zone, startMs, 1).to}`;
    const next =
      offered.length > 0
        ? { action: messages.giveHours, path: pagePath('shared-hours') }
        : { action: messages.seeWeek, path: week };
    return [
      {
        key: 'shared-hours-need-library',
        harm: 'patrons-soon',
        library: null,
        title: messages.sharedHoursNeedLibrary(needed.length, spanText(first, desk.zone, SHORT_DAY)),
        ...next,
        since: null,
      },
    ];
  },
};
