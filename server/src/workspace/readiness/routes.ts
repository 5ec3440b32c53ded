// In:    a library in the path; for the coordinator, a search.
// Out:   the library's checklist; all partners', the worst first.
import { readinessApi, type ReadinessList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { matcherOf, pageOf } from '../../platform/http/paging.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { toInstant } from '../../platform/time/instants.ts';
import {
  checkLibraries,
  countMet,
  countWaiting,
  hasOpen,
  isNotReady,
  type Partners,
  type ReadinessDeps,
} from './partners.ts';

export const readinessRoutes =
  (deps: ReadinessDeps & { partners: () => Promise<Partners> }) =>
  async (app: FastifyInstance): Promise<void> => {
    const { registry, partners } = deps;
    serve(app, readinessApi.get, async ({ library, atMs }) => {
      const [found] = await checkLibraries(deps, [registry.library(library)!], atMs);
      return { ...found!, checkedAt: toInstant(atMs) };
    });
    serve(
      app,
      readinessApi.list,
      async ({ query }, reply) => {
        const { atMs, rows } = await partners();
        const isFound = matcherOf(query.q);
        const found = rows.filter((row) => isFound({ id: row.library, name: row.name }) && hasOpen(row, query.open));
        return sendInChunks(reply, {
          checkedAt: toInstant(atMs),
          total: found.length,
          notReady: rows.filter(isNotReady).length,
          of: rows.length,
          met: countMet(rows),
          waiting: { coordinator: countWaiting(rows, true), libraries: countWaiting(rows, false) },
          libraries: pageOf(found, query),
        } satisfies ReadinessList);
      },
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );
  };
