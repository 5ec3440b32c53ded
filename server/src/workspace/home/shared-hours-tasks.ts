// In:    hours that libraries offer and nobody has accepted.
// Out:   for each library, a task for those of its own, which it has to staff meanwhile, and one for those that it may accept.
import { COVER_AHEAD_DAYS, type Task } from '@askusnow/sdk/contract';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { SHORT_DAY, spanText } from '../../platform/time/clock-text.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { isOwed, whyNotAccept, type GivenCover } from '../../schedule/covers/cover.ts';
import { loadCovers, loadFacts } from '../../schedule/covers/store.ts';
import { libraryPath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

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
};
