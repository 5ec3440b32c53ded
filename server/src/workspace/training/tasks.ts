// In:    requests for a refresher, and sessions.
// Out:   for the coordinator, one task for all requests that no session has answered.
import { toInstant } from '../../platform/time/instants.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { libraryPath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { loadRefresherRequests } from './training-store.ts';

export const trainingSource: TaskSource = {
  reads: messages.taskReads,
  async ofCooperative({ database, registry }) {
    const waiting = (await loadRefresherRequests(database.db)).flatMap(({ library: id, at, nextSession }) => {
      const library = registry.library(id);
      if (library === undefined) return [];
      // A session of an earlier day that was written down late is no answer.
      const isAnswered = nextSession !== null && nextSession >= windowOf(library.zone, at.getTime(), 1).to;
      return isAnswered ? [] : [{ library, at }];
    });
    const [oldest] = waiting;
    if (oldest === undefined) return [];
    return [
      {
        key: 'refreshers',
        harm: 'due',
        library: null,
        title: messages.taskRefreshers(waiting.map(({ library }) => library.name)),
        action: messages.taskAction(oldest.library.name),
        path: libraryPath(oldest.library.id, 'training'),
        since: toInstant(oldest.at.getTime()),
      },
    ];
  },
};
