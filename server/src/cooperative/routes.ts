// In:    requests for the list of libraries, or for a branch; a page's question whether its origin is registered.
// Out:   names; the other ways to ask at the branch; yes or no.
// Never: reveals a library's origins, or lets a cache return one page's answer to another.
import { librariesApi, type Branch, type LibraryList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { sendInChunks } from '../platform/http/chunked-json.ts';
import { sendTagged } from '../platform/http/tagged.ts';
import { serve } from '../platform/http/serve.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Registry } from './registry.ts';

/** As the availability that it stands beside. */
const SHARED = 'public, max-age=15, stale-while-revalidate=30, stale-if-error=60';

export const cooperativeRoutes =
  ({ registry }: { registry: Registry }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, librariesApi.list, (_given, reply) => {
      const live = registry.librariesByName().filter(({ live }) => live);
      reply.header('cache-control', 'public, max-age=60');
      return sendInChunks(reply, { libraries: live.map(({ id, name }) => ({ id, name })) } satisfies LibraryList);
    });
    serve(app, librariesApi.branch, ({ library: id, branch: asked }, reply) => {
      const library = registry.library(id);
      const branch = library?.branches.find(({ id }) => id === asked);
      reply.header('cache-control', branch ? SHARED : 'public, max-age=15');
      if (!library) throw new Refusal(404, 'unknown-library', 'No library has this id; see /v1/libraries.');
      if (!branch) throw new Refusal(404, 'unknown-branch', 'The library has no branch with this id.');
      const { name, fallback } = branch;
      return sendTagged(reply, { library: id, branch: branch.id, name, fallback } satisfies Branch);
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
