// In:    requests to change the weekly pattern of shared desks that wait; answers to them.
// Out:   one task of the coordinator for all that wait; one for each library whose answers are not acknowledged.
import { toInstant } from '../../platform/time/instants.ts';
import { countWaiting, loadUnread } from '../../schedule/shift-requests/waiting-store.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

export const shiftRequestSource: TaskSource = {
  reads: messages.reads.shiftRequests,
  async ofLibraries({ database }, libraries) {
    const unread = await loadUnread(
      database.db,
      libraries.map(({ id }) => id),
    );
    return libraries.flatMap(({ id, name }) => {
      const its = unread.get(id);
      if (its === undefined) return [];
      return {
        key: 'shift-request-answered',
        harm: 'due' as const,
        library: { id, name },
        title: messages.shiftRequestsAnswered(its.count, its.state),
        action: messages.readAnswer,
        path: libraryPath(id, 'shared-hours'),
        since: toInstant(its.firstAt.getTime()),
      };
    });
  },
  async ofCooperative({ database }) {
    const { count, firstAt } = await countWaiting(database.db);
    if (firstAt === null) return [];
    return [
      {
        key: 'shift-requests',
        harm: 'due',
        library: null,
        title: messages.shiftRequestsWait(count),
        action: messages.answerShiftRequests,
        path: pagePath('week'),
        since: toInstant(firstAt.getTime()),
      },
    ];
  },
};
