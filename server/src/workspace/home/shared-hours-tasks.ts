// In:    hours that libraries offer and nobody has accepted.
// Out:   for each library, a task for those of its own, which it has to staff meanwhile, and one for those that it may accept;
//        for the coordinator, one for all of the next days.
import { COVER_AHEAD_DAYS } from '@askusnow/sdk/contract';
import { loadOpen } from '../../help/assistance/view-store.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { SHORT_DAY, spanText } from '../../platform/time/clock-text.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { isOwed, whyNotAccept, type GivenCover } from '../../schedule/covers/cover.ts';
import { loadCovers, loadFacts } from '../../schedule/covers/store.ts';
import { libraryPath, pagePath, type FoundTask, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

/** Later hours may still find a library. Units: days. */
const COORDINATOR_AHEAD_DAYS = 7;

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
  async ofCooperative({ database, registry }, nowMs) {
    const days = { startMs: nowMs, endMs: nowMs + COORDINATOR_AHEAD_DAYS * DAY_MS };
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
  },
};
