// In:    a library, and how a webmaster wants its entry point.
// Out:   the HTML of each form, for anyone.
// Never: more of a library than its patrons may know.
import { idSchema, problemSchema, snippetQuerySchema, snippetsSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Config } from '../../platform/config.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { snippetsOf } from './snippets.ts';

export function snippetRoutes({
  registry,
  config,
}: {
  registry: Pick<Registry, 'library'>;
  config: Pick<Config, 'publicUrl'>;
}): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/libraries/:library/snippets',
      {
        config: { access: 'anyone' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: snippetQuerySchema,
          response: { 200: snippetsSchema, 404: problemSchema },
          tags: ['libraries'],
          summary: "The HTML of a library's entry point: tag, tag manager, frame, picture, link",
        },
      },
      async ({ params, query }, reply) => {
        const library = registry.library(params.library);
        if (!library) {
          sendProblem(reply, 404, 'unknown-library', 'No library has this id; see /v1/libraries.');
          return reply;
        }
        return snippetsOf(library, config.publicUrl, query);
      },
    );
  };
}
