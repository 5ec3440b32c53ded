// In:    the weeks that libraries should count.
// Out:   a task for each: enter its days.
import type { Task } from '@askusnow/sdk/contract';
import { startOfDayMs } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { libraryPath, type TaskSource } from '../tasks/task.ts';
import { loadDueWeeks } from './load-due-weeks.ts';
import { messages } from './messages.ts';

export const samplingSource: TaskSource = {
  reads: messages.taskReads,
  async ofLibraries({ database }, libraries, nowMs) {
    const due = await loadDueWeeks(database, libraries, nowMs);
    return due.flatMap(({ library: { id, name, zone }, weeks }) =>
      weeks
        .filter(({ state, missing }) => state !== 'runs' || missing.length > 0)
        .map(({ from, state, missing }): Task => ({
          key: 'questions-to-count',
          harm: state === 'over' ? 'overdue' : 'due',
          library: { id, name },
          title: state === 'soon' ? messages.taskSoon(from) : messages.taskMissing(missing.length, from),
          action: messages.taskAction,
          path: libraryPath(id, 'sampling'),
          since: state === 'soon' ? null : toInstant(startOfDayMs(zone, missing[0]!)),
        })),
    );
  },
};
