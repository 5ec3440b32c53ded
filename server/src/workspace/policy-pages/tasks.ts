// In:    errors that were reported on policy pages; pages whose review is overdue.
// Out:   a task for each library that has any; for the coordinator, one of each kind for all, which leads to the one that waits longest.
import type { Task } from '@askusnow/sdk/contract';
import { addDays, startOfDayMs } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import type { TaskDeps, TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { topicPath } from './topic-path.ts';
import { countOpenReports } from './report-store.ts';
import { loadDueReviews } from './review-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';

interface Waiting {
  library: string;
  count: number;
  /** The first one: its row is opened. */
  topic: string;
  sinceMs: number;
}

type Libraries = readonly { id: string; zone: string }[];

const reportsOf = async ({ database, registry }: TaskDeps, libraries: Libraries): Promise<Waiting[]> =>
  (
    await countOpenReports(
      database.db,
      libraries.map(({ id }) => id),
      topicsOf(registry).map(({ id }) => id),
    )
  ).map(({ library, count, topic, first }) => ({ library, count, topic, sinceMs: first.getTime() }));

async function reviewsOf({ database, registry }: TaskDeps, libraries: Libraries, nowMs: number): Promise<Waiting[]> {
  const due = await loadDueReviews(database.db, libraries, topicsOf(registry), nowMs);
  const overdue = due.filter(({ reviewBy, today }) => reviewBy < today);
  return [...Map.groupBy(overdue, ({ library }) => library)].map(([library, of]) => ({
    library,
    count: of.length,
    topic: of[0]!.topic,
    sinceMs: startOfDayMs(libraries.find(({ id }) => id === library)!.zone, addDays(of[0]!.reviewBy, 1)),
  }));
}

const sumOf = (all: readonly Waiting[]): number => all.reduce((sum, { count }) => sum + count, 0);

export const policySource: TaskSource = {
  reads: messages.taskReads,
  async ofLibraries(deps, libraries, nowMs) {
    const toTask = (
      { library: of, count, topic, sinceMs }: Waiting,
      { title, ...task }: Pick<Task, 'key' | 'harm' | 'action'> & { title: (count: number) => string },
    ): Task => {
      const { id, name } = libraries.find((one) => one.id === of)!;
      const path = topicPath(id, topic);
      return { ...task, library: { id, name }, title: title(count), path, since: toInstant(sinceMs) };
    };
    return [
      ...(await reportsOf(deps, libraries)).map((waiting) =>
        toTask(waiting, { key: 'policy-errors', harm: 'due', title: messages.reported, action: messages.answer }),
      ),
      ...(await reviewsOf(deps, libraries, nowMs)).map((waiting) =>
        toTask(waiting, { key: 'policy-reviews', harm: 'overdue', title: messages.reviewDue, action: messages.review }),
      ),
    ];
  },
  async ofCooperative(deps, nowMs) {
    const libraries = deps.registry.libraries();
    const toTask = (
      all: readonly Waiting[],
      { title, ...task }: Pick<Task, 'key' | 'harm'> & { title: (count: number, libraries: number) => string },
    ): Task[] => {
      const [first] = all.toSorted((one, other) => one.sinceMs - other.sinceMs);
      if (first === undefined) return [];
      const { library, topic } = first;
      return [
        {
          ...task,
          library: null,
          title: title(sumOf(all), all.length),
          action: messages.seeFirst(deps.registry.library(library)!.name),
          path: topicPath(library, topic),
          since: null,
        },
      ];
    };
    return [
      ...toTask(await reportsOf(deps, libraries), { key: 'policy-errors', harm: 'due', title: messages.reportedAt }),
      ...toTask(await reviewsOf(deps, libraries, nowMs), {
        ...{ key: 'policy-reviews', harm: 'overdue' as const, title: messages.reviewDueAt },
      }),
    ];
  },
};
