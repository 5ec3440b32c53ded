// In:    hours that libraries offer and nobody has accepted.
// Out:   for each library, a task for those of its own, which it has to staff meanwhile, and one for those that it may accept;
//        for the coordinator, one for all of the next days.
import { COVER_AHEAD_DAYS, type Task } from '@askusnow/sdk/contract';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { SHORT_DAY, spanText } from '../../platform/time/clock-text.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { isOwed, whyNotAccept, type GivenCover } from '../../schedule/covers/cover.ts';
import { loadCovers, loadFacts } from '../../schedule/covers/store.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
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
          title: (count: number, first: string) => string,
          action: string,
        ): Task[] => {
          const [first] = offers;
          if (first === undefined) return [];
          const when = spanText(first, registry.queue(first.queue)?.zone ?? zone, SHORT_DAY);
          // The library's own gaps come first, which have no instant.
          const at = { library: { id, name }, path: libraryPath(id, 'shared-hours'), since: null };
          return [{ ...at, key, harm: 'patrons-soon', title: title(offers.length, when), action }];
        };
        const own = open.filter((each) => each.library === id && isOwed(each, facts));
        const theirs = open.filter((each) => whyNotAccept(id, each, facts) === null);
        return [
          ...task('own-hours-offered', own, messages.ownHoursOffered, messages.staffHours),
          ...task('hours-offered', theirs, messages.hoursOffered, messages.acceptHours),
        ];
      });
    }),
  async ofCooperative({ database: { db }, registry }, nowMs) {
    const ahead = await loadCovers(db, [], { startMs: nowMs, endMs: nowMs + COORDINATOR_AHEAD_DAYS * DAY_MS });
    const open = ahead.filter(({ state }) => state === 'open');
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
