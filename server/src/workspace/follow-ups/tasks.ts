// In:    follow-ups whose last day is over or is today, and those that a provider has opened.
// Out:   a task for each library that has any; one for the coordinator, and one for a provider.
import type { Task } from '@askusnow/sdk/contract';
import { addDays, startOfDayMs } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
import { loadDueToday, loadOpenCounts, loadOverdue } from './follow-up-store.ts';
import { messages } from './messages.ts';
import { todayAt } from './today.ts';

/** A task that leads to the follow-ups of all libraries. */
const OF_ALL = { library: null, action: messages.taskSeeAll, path: pagePath('follow-ups'), since: null };

export const followUpSource: TaskSource = {
  reads: messages.taskReads,
  async ofLibraries({ database }, libraries, nowMs) {
    const today = todayAt({ libraries: () => [...libraries] }, nowMs);
    const of = (id: string) => {
      const { name, zone } = libraries.find((one) => one.id === id)!;
      const [library, path] = [{ id, name }, libraryPath(id, 'follow-ups')];
      return { zone, task: (count: number) => ({ library, action: messages.taskAction(count), path }) };
    };
    const overdue = (await loadOverdue(database.db, today)).map(({ library, count, firstDue }): Task => {
      const { zone, task } = of(library);
      const since = toInstant(startOfDayMs(zone, addDays(firstDue, 1)));
      return { ...task(count), key: 'follow-ups-overdue', harm: 'overdue', title: messages.taskOverdue(count), since };
    });
    const dueToday = (await loadDueToday(database.db, today)).map(({ library, count }): Task => ({
      ...of(library).task(count),
      key: 'follow-ups-due',
      harm: 'due',
      title: messages.taskDueToday(count),
      since: null,
    }));
    return [...overdue, ...dueToday];
  },
  async ofCooperative({ database, registry }, nowMs) {
    const overdue = await loadOverdue(database.db, todayAt(registry, nowMs));
    if (overdue.length === 0) return [];
    const count = overdue.reduce((sum, one) => sum + one.count, 0);
    return [
      { ...OF_ALL, key: 'follow-ups-overdue', harm: 'overdue', title: messages.taskOverdueAt(count, overdue.length) },
    ];
  },
  async ofProvider({ database, registry }, { id }, nowMs) {
    const reader = { account: id, scope: { libraries: [], queues: [] } };
    const { all, overdue } = await loadOpenCounts(database.db, reader, null, todayAt(registry, nowMs));
    if (all === 0) return [];
    const harm = overdue > 0 ? 'overdue' : 'due';
    return [{ ...OF_ALL, key: 'follow-ups-opened', harm, title: messages.taskOpened(all, overdue) }];
  },
};
