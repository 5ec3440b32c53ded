// In:    requests for the list of libraries; a page's question whether its origin is registered.
// Out:   names; yes or no.
// Never: reveals a library's origins, or lets a cache return one page's answer to another.
import { idSchema, libraryListSchema, originCheckSchema, PATHS, type LibraryList } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendInChunks } from '../platform/http/chunked-json.ts';
import type { Registry } from './registry.ts';

export function cooperativeRoutes({ registry }: { registry: Registry }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      PATHS.libraries,
      {
        config: { access: 'anyone' },
        schema: {
          response: { 200: libraryListSchema },
          tags: ['libraries'],
          summary: 'The live partner libraries, by name',
        },
      },
      async (_request, reply) => {
        const live = registry.librariesByName().filter(({ live }) => live);
        reply.header('cache-control', 'public, max-age=60');
        return sendInChunks(reply, { libraries: live.map(({ id, name }) => ({ id, name })) } satisfies LibraryList);
      },
    );

    app.get(
      PATHS.originCheck,
      {
        config: { access: 'anyone' },
        schema: {
          querystring: z.object({ library: idSchema }),
          response: { 200: originCheckSchema },
          tags: ['libraries'],
          summary: "Whether the asking page's Origin is one of the library's registered origins",
        },
      },
      async ({ query, headers }, reply) => {
        const library = registry.library(query.library);
        const registered = library !== undefined && registry.originOf(library, headers.origin) !== undefined;
        // Some caches ignore Vary, so none may store it.
        reply.headers({ vary: 'Origin', 'cache-control': 'no-store' });
        return { library: query.library, known: library !== undefined, registered };
      },
    );
  };
}
