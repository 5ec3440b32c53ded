// In:    the signed-in account.
// Out:   what waits for it, in order of harm.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import { taskListSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { visibleLibraries } from '../../accounts/scope.ts';
import type { Clock } from '../../platform/clock.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import type { TaskDeps } from '../tasks/task.ts';
import { loadTasks } from './load-tasks.ts';

export function homeRoutes(deps: TaskDeps & { clock: Clock }): FastifyPluginAsyncZod {
  const { clock, registry } = deps;
  return async (app) => {
    app.get(
      '/v1/tasks',
      {
        config: { access: 'own-account', answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          response: { 200: taskListSchema },
          tags: ['tasks'],
          summary: 'What waits for the signed-in account, in order of harm',
        },
      },
      ({ account, log }) => {
        const { id, role } = account!;
        const libraries = visibleLibraries(account!, registry);
        const onError = (error: Error): void => log.error(error);
        return loadTasks({ ...deps, onError }, { id, role, libraries }, clock.now());
      },
    );
  };
}
