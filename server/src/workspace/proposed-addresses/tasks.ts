// In:    proposed addresses that wait; answers to them.
// Out:   one task of the coordinator for all that wait; for the liaison who proposed them, a task for each library’s answers.
import { toInstant } from '../../platform/time/instants.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { countWaiting, loadUnread } from './waiting-store.ts';

export const proposedAddressSource: TaskSource = {
  reads: messages.taskReads,
  async ofLiaison({ database, registry }, { id }) {
    return (await loadUnread(database.db, id)).flatMap(({ library: of, count, firstAt, origin, pattern, state }) => {
      const library = registry.library(of);
      if (library === undefined) return [];
      return {
        key: 'proposal-answered',
        harm: 'due' as const,
        library: { id: of, name: library.name },
        title: messages.answered(count, origin + (pattern ?? '').replace(/\/:.*/, '/…'), state),
        action: messages.answeredAction,
        path: libraryPath(of, 'visibility?part=pages'),
        since: toInstant(firstAt.getTime()),
      };
    });
  },
  async ofCooperative({ database }) {
    const { count, firstAt } = await countWaiting(database.db);
    if (firstAt === null) return [];
    return [
      {
        key: 'proposed-addresses',
        harm: 'due',
        library: null,
        title: messages.task(count),
        action: messages.taskAction,
        path: pagePath('partners'),
        since: toInstant(firstAt.getTime()),
      },
    ];
  },
};
