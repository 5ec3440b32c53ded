// In:    presence sources and calendars that have failed for long, desks that are signed out soon; jobs of the server.
// Out:   a task for each at the library whose own desk it is; for the coordinator, how many of each kind, and the first.
import type { Task } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Trouble } from '../../help/notices/trouble.ts';
import { loadTroubles } from '../../help/notices/trouble-store.ts';
import { loadJobs } from '../../platform/jobs/store.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { libraryPath, pagePath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';

const HARMS = { 'presence-failing': 'patrons-soon', 'feed-failing': 'patrons-soon', 'desk-expiring': 'due' } as const;
const PAGES = { 'presence-failing': 'people', 'feed-failing': 'shifts', 'desk-expiring': 'people' } as const;

/** The troubles of these libraries' own desks. */
export function libraryTroubles(
  troubles: readonly Trouble[],
  libraries: readonly Pick<RegisteredLibrary, 'id' | 'name' | 'queues'>[],
  registry: Pick<Registry, 'queue'>,
): Task[] {
  return libraries.flatMap(({ id, name, queues }) => {
    const own = queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => queueId);
    return troubles
      .filter(({ queue }) => own.includes(queue))
      .map(({ kind, queue, sinceMs }) => ({
        key: kind,
        harm: HARMS[kind],
        library: { id, name },
        title: messages.trouble[kind](registry.queue(queue)?.name ?? messages.aDesk),
        action: messages.seeDesk,
        path: libraryPath(id, PAGES[kind]),
        // A desk that expires is dated ahead.
        since: kind === 'desk-expiring' ? null : toInstant(sinceMs),
      }));
  });
}

/** One task for each kind, which leads to the first of its desks. */
export function cooperativeTroubles(
  troubles: readonly Trouble[],
  registry: Pick<Registry, 'queue' | 'librariesOf'>,
): Task[] {
  return [...Map.groupBy(troubles, ({ kind }) => kind)].map(([kind, its]) => {
    const [{ queue }] = its as [Trouble];
    const [library] = registry.librariesOf(queue);
    return {
      key: kind,
      harm: HARMS[kind],
      library: null,
      title: messages.troubles[kind](its.length),
      action: messages.seeFirst(registry.queue(queue)?.name),
      path: library === undefined ? pagePath('desks') : libraryPath(library.id, PAGES[kind]),
      since: null,
    };
  });
}

export const troubleSource: TaskSource = {
  reads: messages.reads.trouble,
  async ofLibraries({ database, registry }, libraries, nowMs) {
    return libraryTroubles(await loadTroubles(database, nowMs), libraries, registry);
  },
  async ofCooperative({ database, registry }, nowMs) {
    return cooperativeTroubles(await loadTroubles(database, nowMs), registry);
  },
};

export const jobSource: TaskSource = {
  reads: messages.reads.jobs,
  async ofCooperative({ database }) {
    const failing = (await loadJobs(database)).filter(({ lastRunMs, lastSuccessMs }) => lastSuccessMs !== lastRunMs);
    if (failing.length === 0) return [];
    const sinceMs = Math.min(...failing.map(({ lastSuccessMs, lastRunMs }) => lastSuccessMs ?? lastRunMs));
    return [
      {
        key: 'jobs-failing',
        harm: 'patrons-soon',
        library: null,
        title: messages.jobsFailing(failing.length),
        action: messages.seeSystem,
        path: pagePath('system'),
        since: toInstant(sinceMs),
      },
    ];
  },
};
