// In:    requests for the list of libraries; a page's question whether its origin is registered.
// Out:   names; yes or no.
// Never: reveals a library's origins, or lets a cache return one page's answer to another.
import { librariesApi, type LibraryList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { sendInChunks } from '../platform/http/chunked-json.ts';
import { serve } from '../platform/http/serve.ts';
import type { Registry } from './registry.ts';

export const cooperativeRoutes =
  ({ registry }: { registry: Registry }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, librariesApi.list, (_given, reply) => {
      const live = registry.librariesByName().filter(({ live }) => live);
      reply.header('cache-control', 'public, max-age=60');
      return sendInChunks(reply, { libraries: live.map(({ id, name }) => ({ id, name })) } satisfies LibraryList);
    });
    serve(app, librariesApi.checkOrigin, ({ query: { library: id } }, reply) => {
      const library = registry.library(id);
      const registered =
        library !== undefined && registry.originOf(library, reply.request.headers.origin) !== undefined;
      // Some caches ignore Vary, so none may store it.
      reply.headers({ vary: 'Origin', 'cache-control': 'no-store' });
      return { library: id, known: library !== undefined, registered };
    });
  };
