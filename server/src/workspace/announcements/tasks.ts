// In:    announcements that a liaison or provider has not acknowledged.
// Out:   one task for all of them.
import { pagePath, type TaskSource } from '../tasks/task.ts';
import { loadUnacknowledged } from './announcement-store.ts';
import { messages } from './messages.ts';

const unacknowledgedOf: NonNullable<TaskSource['ofLiaison']> = async ({ database }, { id }) => {
  const { count, firstAt } = await loadUnacknowledged(database.db, id);
  if (count === 0) return [];
  return [
    {
      key: 'announcements',
      harm: 'due',
      library: null,
      title: messages.taskUnacknowledged(count),
      action: messages.taskAction,
      path: pagePath('announcements'),
      since: firstAt,
    },
  ];
};

export const announcementSource: TaskSource = {
  reads: messages.taskReads,
  ofLiaison: unacknowledgedOf,
  ofProvider: unacknowledgedOf,
};
