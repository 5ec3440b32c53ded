// In:    the signed-in account.
// Out:   what waits for it, in order of harm.
import { tasksApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { visibleLibraries } from '../../accounts/scope.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import type { TaskDeps } from '../tasks/task.ts';
import { loadTasks } from './load-tasks.ts';

export const homeRoutes =
  (deps: TaskDeps) =>
  async (app: FastifyInstance): Promise<void> =>
    serve(
      app,
      tasksApi.list,
      async ({ by, atMs }, { log }) => {
        const libraries = visibleLibraries(by, deps.registry);
        const onError = (error: Error): void => log.error(error);
        const tasks = await loadTasks({ ...deps, onError }, { id: by.id, role: by.role, libraries }, atMs);
        const all = deps.registry.librariesByName();
        // A provider's libraries open nothing, and their clock is the provider's all the same.
        const zone = (all.find(({ id }) => by.libraries.includes(id)) ?? all[0])?.zone ?? 'UTC';
        return { ...tasks, zone };
      },
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );
