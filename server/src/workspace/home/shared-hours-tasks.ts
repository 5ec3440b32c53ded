// In:    hours that libraries offer and nobody has accepted.
// Out:   for each library, a task for those of its own, which it has to staff meanwhile, and one for those that it may accept;
//        for the coordinator, one for all of the next days, and one for times at which a shared desk needs another library.
import { COVER_AHEAD_DAYS } from '@askusnow/sdk/contract';
import { isShared } from '../../accounts/scope.ts';
import { loadOpen } from '../../help/assistance/view-store.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { SHORT_DAY, spanText } from '../../platform/time/clock-text.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { isOwed, whyNotAccept, type GivenCover } from '../../schedule/covers/cover.ts';
import { loadDuties } from '../../schedule/covers/duties-store.ts';
import { loadShortTimes } from '../../schedule/covers/made-up-store.ts';
import { loadCovers, loadFacts } from '../../schedule/covers/store.ts';
import { libraryPath, pagePath, type FoundTask, type TaskDeps, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

/** Later hours may still find a library. Units: days. */
const COORDINATOR_AHEAD_DAYS = 7;

async function hoursNotAccepted({ database, registry }: TaskDeps, days: Interval): Promise<FoundTask[]> {
  const [ahead, requests] = await Promise.all([loadCovers(database.db, [], days), loadOpen(database)]);
  // An hour for which help is asked is a task already.
  const asked = new Set(requests.map(({ cover }) => cover));
  const open = ahead.filter(({ id, state }) => state === 'open' && !asked.has(id));
  const [first] = open;
  if (first === undefined) return [];
  const zone = (registry.queue(first.queue) ?? registry.library(first.library))?.zone ?? 'UTC';
  return [
    {
      key: 'hours-not-accepted',
      harm: 'patrons-soon',
      library: null,
      title: messages.hoursNotAccepted(open.length, spanText(first, zone, SHORT_DAY)),
      action: messages.giveHours,
      path: pagePath('shared-hours'),
      since: null,
    },
  ];
}

/** Of each shared desk by its own clock: its week is a page. One at which no library owes an hour has people of its own. */
async function hoursWithoutLibrary({ database, registry }: TaskDeps, days: Interval): Promise<FoundTask[]> {
  const tasks: FoundTask[] = [];
  const desks = registry.queuesByName().filter(isShared);
  const owed = await loadDuties(
    database.db,
    desks.map(({ id }) => id),
    days,
  );
  for (const desk of desks.filter(({ id }) => owed.get(id)!.duties.length > 0)) {
    const short = await loadShortTimes(database.db, desk, days);
    const [first] = short;
    if (first === undefined) continue;
    tasks.push({
      key: `hours-without-library:${desk.id}`,
      harm: 'patrons-soon',
      library: null,
      title: messages.hoursWithoutLibrary(desk.name, short.length, spanText(first, desk.zone, SHORT_DAY)),
      action: messages.seeWeek,
      path: `${pagePath('week')}?queue=${encodeURIComponent(desk.id)}&week=${windowOf(desk.zone, first.startMs, 1).to}`,
      since: null,
      startsAt: toInstant(first.startMs),
    });
  }
  return tasks;
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
    const found = [await hoursNotAccepted(deps, days), await hoursWithoutLibrary(deps, days)];
    return found.flat();
  },
};
