// In:    a library in the path, or none for the cooperative; a script.
// Out:   the scripts that those who answer chats copy from; a changed one.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import { idSchema, problemSchema, scriptChangeSchema, scriptListSchema, scriptSchema } from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { sendNotFound, sendProblem, sendStaleRevision } from '../../../platform/http/problem.ts';
import { revisionQuerySchema } from '../../../platform/http/revision-query.ts';
import { rowIdSchema } from '../../../platform/http/row-id.ts';
import { loadScripts, MAX_SCRIPTS, removeScript, saveScript } from './scripts-store.ts';

const tags = ['local-facts'];
const ofCooperative = z.object({});
const ofLibrary = z.object({ library: idSchema });

/** Null: the cooperative. */
const libraryOf = (params: object): string | null =>
  'library' in params && typeof params.library === 'string' ? params.library : null;

function refuse(reply: FastifyReply, saved: 'unknown' | 'stale' | 'full' | 'taken'): FastifyReply {
  if (saved === 'unknown') return sendNotFound(reply);
  if (saved === 'stale') return sendStaleRevision(reply, 'script');
  if (saved === 'full')
    return sendProblem(reply, 409, 'quota-reached', `There can be ${MAX_SCRIPTS} scripts. Remove one first.`);
  return sendProblem(reply, 409, 'name-taken', 'Another script has this name.', [
    { field: 'name', message: 'a name that no other script has' },
  ]);
}

export function scriptRoutes({ database, clock }: { database: Database; clock: Clock }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/libraries/:library/scripts',
      {
        config: { access: 'any-account' },
        schema: {
          params: ofLibrary,
          response: { 200: scriptListSchema, 404: problemSchema },
          tags,
          summary: 'Texts to copy into a chat: of the library, and of the cooperative',
        },
      },
      async ({ params: { library } }) => ({
        scripts: await acrossLibraries(() => loadScripts(database.db, library)),
      }),
    );

    for (const { url, access, base, whose } of [
      { url: '/v1/libraries/:library/scripts', access: 'own-library', base: ofLibrary, whose: 'a library' },
      { url: '/v1/scripts', access: 'coordinator', base: ofCooperative, whose: 'all libraries' },
    ] as const) {
      const params = base.extend({ script: rowIdSchema });
      app.post(
        url,
        {
          config: { access },
          schema: {
            params: base,
            body: scriptChangeSchema,
            response: { 201: scriptSchema, 409: problemSchema },
            tags,
            summary: `Add a script of ${whose}`,
          },
        },
        async ({ params, body, account }, reply) => {
          const saved = await saveScript(database, libraryOf(params), null, body, { by: account!, atMs: clock.now() });
          return typeof saved === 'string' ? refuse(reply, saved) : reply.code(201).send(saved);
        },
      );
      app.put(
        `${url}/:script`,
        {
          config: { access },
          schema: {
            params,
            body: scriptChangeSchema,
            response: { 200: scriptSchema, 404: problemSchema, 409: problemSchema },
            tags,
            summary: `Change a script of ${whose}`,
          },
        },
        async ({ params, body, account }, reply) => {
          const saved = await saveScript(database, libraryOf(params), params.script, body, {
            by: account!,
            atMs: clock.now(),
          });
          return typeof saved === 'string' ? refuse(reply, saved) : reply.send(saved);
        },
      );
      app.delete(
        `${url}/:script`,
        {
          config: { access },
          schema: {
            params,
            querystring: revisionQuerySchema,
            response: { 204: z.null(), 404: problemSchema, 409: problemSchema },
            tags,
            summary: `Remove a script of ${whose}`,
          },
        },
        async ({ params, query: { revision }, account }, reply) => {
          const done = await removeScript(
            database,
            libraryOf(params),
            { id: params.script, revision },
            { by: account!, atMs: clock.now() },
          );
          return done === 'removed' ? reply.code(204).send(null) : refuse(reply, done);
        },
      );
    }
  };
}
