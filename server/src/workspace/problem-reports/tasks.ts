// In:    reports without an answer.
// Out:   one task of the coordinator for all of them.
import { pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { loadUnanswered } from './report-store.ts';

export const problemSource: TaskSource = {
  reads: messages.taskReads,
  async ofCooperative({ database }) {
    const { count, firstAt, ofChatSoftware } = await loadUnanswered(database.db);
    if (count === 0) return [];
    return [
      {
        key: 'problems-reported',
        // Where the chat software fails, people cannot answer.
        harm: ofChatSoftware > 0 ? 'patrons-soon' : 'due',
        library: null,
        title: messages.task(count),
        action: messages.taskAction,
        path: pagePath('problems'),
        since: firstAt,
      },
    ];
  },
};
