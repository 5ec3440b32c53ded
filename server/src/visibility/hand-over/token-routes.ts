// In:    the token of a link, in the path.
// Out:   the page that it opens, and what the page asks for: its state, a check of that page now, a note.
// Never: changes anything on a GET: mail programs open links to look at them. Reads another page than the one handed over.
import {
  checkedPageSchema,
  handedOverSchema,
  handOverNoteAskSchema,
  problemSchema,
  snippetQuerySchema,
  type HandedOver,
} from '@askusnow/sdk/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hashToken, isToken } from '../../accounts/token.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import type { PageChecks } from '../doctor/page-checks.ts';
import { snippetsOf } from '../snippets/snippets.ts';
import { isOpen } from './hand-over.ts';
import { endedPage, handOverPage } from './page.ts';
import { pinnedScript } from './pinned-script.ts';
import { policyLines } from './policy-lines.ts';
import { loadByToken, saveCheck, saveNote } from './store.ts';

export interface HandOverLinkDeps {
  config: Pick<Config, 'publicUrl'>;
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
  lookups: TokenLookups;
  pageChecks: Pick<PageChecks, 'checkNow' | 'expected'>;
}

const params = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/) });
const tags = ['hand-overs'];
/** More than a check may take. */
const CHECK_WITHIN_MS = 20_000;

type Found = NonNullable<Awaited<ReturnType<typeof loadByToken>>> & { library: RegisteredLibrary };

/**
 * What a link opens; else how long its network must wait, or whether the link was ever there. Sends nothing. A link ends
 * with its library, which the cooperative's file may drop.
 */
function createFinder({ database, clock, registry, lookups }: HandOverLinkDeps) {
  return async (
    request: FastifyRequest,
    token: string,
  ): Promise<{ found: Found } | { wait: { waitMs: number } } | { ended: boolean }> => {
    const looked = isToken(token)
      ? await lookups.find(request.ip, token, () => loadByToken(database.db, hashToken(token), clock.now()))
      : { found: undefined };
    if ('waitMs' in looked) return { wait: looked };
    const { found } = looked;
    if (found === undefined) return { ended: false };
    const library = registry.library(found.handOver.library);
    return library && isOpen(found.times, clock.now()) ? { found: { ...found, library } } : { ended: true };
  };
}

const toHandedOver = (
  { handOver, library }: Found,
  { config, pageChecks }: Pick<HandOverLinkDeps, 'config' | 'pageChecks'>,
): HandedOver => {
  const { id: _id, library: _library, by: _by, ...shown } = handOver;
  const { placement, variant } = shown;
  return {
    name: library.name,
    handOver: shown,
    snippets: snippetsOf(library, config.publicUrl, snippetQuerySchema.parse({ placement, variant })),
    pinned: pinnedScript(pageChecks.expected(library)),
    policy: policyLines(config.publicUrl),
  };
};

const ENDED = 'This link has ended. Ask the library for a new one.';

export function handOverLinkRoutes(deps: HandOverLinkDeps): FastifyPluginAsyncZod {
  const { database, clock, pageChecks } = deps;
  const find = createFinder(deps);
  const refuse = (reply: FastifyReply, looked: { wait: { waitMs: number } } | { ended: boolean }): FastifyReply => {
    if ('wait' in looked) return sendWait(reply, looked.wait);
    return looked.ended ? sendProblem(reply, 410, 'link-ended', ENDED) : sendNotFound(reply);
  };
  return async (app) => {
    app.get(
      '/v1/hand-overs/:token',
      {
        config: { access: 'anyone' },
        schema: {
          params,
          response: { 200: handedOverSchema, 404: problemSchema, 410: problemSchema },
          tags,
          summary: 'What the holder of a link was handed',
        },
      },
      async (request, reply) => {
        const looked = await find(request, request.params.token);
        if (!('found' in looked)) return refuse(reply, looked);
        return reply.header('cache-control', 'private, no-store').send(toHandedOver(looked.found, deps));
      },
    );

    app.post(
      '/v1/hand-overs/:token/checks',
      {
        config: { access: 'anyone', answerWithinMs: CHECK_WITHIN_MS },
        schema: {
          params,
          response: {
            200: checkedPageSchema.pick({ checkedAt: true, state: true, findings: true }),
            404: problemSchema,
            410: problemSchema,
            429: problemSchema,
          },
          tags,
          summary: 'Check the page now, at most once a minute',
        },
      },
      async (request, reply) => {
        const looked = await find(request, request.params.token);
        if (!('found' in looked)) return refuse(reply, looked);
        const { handOver, library } = looked.found;
        const { origin, pathname: path } = new URL(handOver.page);
        const check = await pageChecks.checkNow(library, { origin, path });
        if (check === null) {
          reply.header('retry-after', '60');
          return sendProblem(reply, 429, 'too-soon', 'This page was checked a moment ago. Wait a minute.');
        }
        await saveCheck(database.db, handOver.id, check);
        const { checkedMs, state, findings } = check;
        return { checkedAt: new Date(checkedMs ?? clock.now()).toISOString(), state, findings };
      },
    );

    app.post(
      '/v1/hand-overs/:token/notes',
      {
        config: { access: 'anyone' },
        schema: {
          params,
          body: handOverNoteAskSchema,
          response: { 201: handedOverSchema, 404: problemSchema, 409: problemSchema, 410: problemSchema },
          tags,
          summary: 'Add a note for the library',
        },
      },
      async (request, reply) => {
        const looked = await find(request, request.params.token);
        if (!('found' in looked)) return refuse(reply, looked);
        const { text } = request.body;
        if (!(await saveNote(database, looked.found.handOver.id, { atMs: clock.now(), from: 'webmaster', text })))
          return sendProblem(reply, 409, 'quota-reached', 'There are a hundred notes already. Call the library.');
        const again = await find(request, request.params.token);
        return 'found' in again ? reply.code(201).send(toHandedOver(again.found, deps)) : refuse(reply, again);
      },
    );
  };
}

export const handOverPageRoutes =
  (deps: HandOverLinkDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    const find = createFinder(deps);
    scope.get<{ Params: { token: string } }>(
      '/hand-over/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async (request, reply) => {
        reply.header('cache-control', 'private, no-store').type('text/html; charset=utf-8');
        const looked = await find(request, request.params.token);
        if ('found' in looked)
          return reply.send(handOverPage(toHandedOver(looked.found, deps), looked.found.library.zone));
        if ('wait' in looked) return sendWait(reply.type('application/problem+json'), looked.wait);
        return reply.code(looked.ended ? 410 : 404).send(endedPage());
      },
    );
  };
