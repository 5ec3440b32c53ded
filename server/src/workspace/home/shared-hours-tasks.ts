// In:    hours that other libraries offer.
// Out:   a task for each library that may accept some.
import { COVER_AHEAD_DAYS } from '@askusnow/sdk/contract';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { whyNotAccept } from '../../schedule/covers/cover.ts';
import { loadCovers, loadFacts } from '../../schedule/covers/store.ts';
import { libraryPath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

export const sharedHoursSource: TaskSource = {
  reads: messages.reads.sharedHours,
  ofLibraries: ({ database: { db } }, libraries, nowMs) =>
    acrossLibraries(async () => {
      const ahead = await loadCovers(db, [], { startMs: nowMs, endMs: nowMs + COVER_AHEAD_DAYS * DAY_MS });
      const open = ahead.filter(({ startMs }) => startMs > nowMs);
      const facts = await loadFacts(db, open, nowMs);
      return libraries.flatMap(({ id, name }) => {
        const theirs = open.filter((each) => whyNotAccept(id, each, facts) === null);
        if (theirs.length === 0) return [];
        return [
          {
            key: 'hours-offered',
            harm: 'patrons-soon',
            library: { id, name },
            title: messages.hoursOffered(theirs.length),
            action: messages.acceptHours,
            path: libraryPath(id, 'shared-hours'),
            // The library's own gaps come first, which have no instant.
            since: null,
          },
        ];
      });
    }),
};
