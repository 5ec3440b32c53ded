// In:    proposed addresses that wait.
// Out:   one task of the coordinator for all of them.
import { toInstant } from '../../platform/time/instants.ts';
import { pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { countWaiting } from './waiting-store.ts';

export const proposedAddressSource: TaskSource = {
  reads: messages.taskReads,
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
