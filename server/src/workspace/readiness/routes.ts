// In:    a library in the path; for the coordinator, a search.
// Out:   the library's checklist; all partners', the worst first.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import { idSchema, readinessListSchema, readinessSchema, type ReadinessList } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { matcherOf, pageOf, pageQuerySchema } from '../../platform/http/paging.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { checkLibraries, isNotReady, type Partners, type ReadinessDeps } from './partners.ts';

const tags = ['readiness'];

export function readinessRoutes(deps: ReadinessDeps & { partners: () => Promise<Partners> }): FastifyPluginAsyncZod {
  const { clock, registry, partners } = deps;
  return async (app) => {
    app.get(
      '/v1/libraries/:library/readiness',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          response: { 200: readinessSchema },
          tags,
          summary: 'What a library needs before it goes live, each line proved by an event',
        },
      },
      async ({ params }) => {
        const nowMs = clock.now();
        const [found] = await checkLibraries(deps, [registry.library(params.library)!], nowMs);
        return { ...found!, checkedAt: toInstant(nowMs) };
      },
    );

    app.get(
      '/v1/readiness',
      {
        config: { access: 'coordinator', answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          querystring: pageQuerySchema,
          response: { 200: readinessListSchema },
          tags,
          summary: "All partners' checklists, those with the fewest proved lines first",
        },
      },
      async ({ query }, reply) => {
        const { atMs, rows } = await partners();
        const isFound = matcherOf(query.q);
        const found = rows.filter(({ library, name }) => isFound({ id: library, name }));
        return sendInChunks(reply, {
          checkedAt: toInstant(atMs),
          total: found.length,
          notReady: rows.filter(isNotReady).length,
          libraries: pageOf(found, query),
        } satisfies ReadinessList);
      },
    );
  };
}
