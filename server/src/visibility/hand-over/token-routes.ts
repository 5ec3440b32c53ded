// In:    the token of a link, in the path.
// Out:   the page that it opens, and what the page asks for: its state, a check of that page now, a note.
// Never: changes anything on a GET: mail programs open links to look at them. Reads another page than the one handed over.
import { handOversApi, snippetQuerySchema, type HandedOver } from '@askusnow/sdk/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hashToken, isToken } from '../../accounts/token.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { withinLibrary } from '../../platform/db/request-deadline.ts';
import { serve } from '../../platform/http/serve.ts';
import { tooManyLookups, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import type { PageChecks } from '../doctor/page-checks.ts';
import { loadPageChecks } from '../doctor/store.ts';
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

/** More than a check may take. */
const CHECK_WITHIN_MS = 20_000;

type Found = NonNullable<Awaited<ReturnType<typeof loadByToken>>> & { library: RegisteredLibrary };

/**
 * What a link opens, or whether the link was ever there. A link ends with its library, which the cooperative's file may
 * drop. Errors: Refusal 429 where its network must wait.
 */
function createFinder({ database, clock, registry, lookups }: HandOverLinkDeps) {
  return async (request: FastifyRequest, token: string): Promise<{ found: Found } | { ended: boolean }> => {
    const looked = isToken(token)
      ? await lookups.find(request.ip, token, () => loadByToken(database.db, hashToken(token), clock.now()))
      : { found: undefined };
    if ('waitMs' in looked) throw tooManyLookups(looked);
    const { found } = looked;
    if (found === undefined) return { ended: false };
    const library = registry.library(found.handOver.library);
    return library && isOpen(found.times, clock.now()) ? { found: { ...found, library } } : { ended: true };
  };
}

const toHandedOver = async (
  { handOver, library }: Found,
  { config, database: { db }, pageChecks }: Pick<HandOverLinkDeps, 'config' | 'database' | 'pageChecks'>,
): Promise<HandedOver> => {
  const { id: _id, library: _library, by: _by, ...shown } = handOver;
  const { placement, branch, variant } = shown;
  const wanted = { placement, variant, ...(branch !== null && { branch }) };
  const checks = await withinLibrary(library.id, () => loadPageChecks(db, [library.id]));
  const check = checks.get(library.id)?.find(({ origin, path }) => origin + path === handOver.page);
  return {
    name: library.name,
    handOver: shown,
    snippets: snippetsOf(library, config.publicUrl, snippetQuerySchema.parse(wanted)),
    pinned: pinnedScript(pageChecks.expected(library)),
    policy: policyLines(config.publicUrl),
    otherWidgets: check?.otherWidgets ?? [],
  };
};

const ENDED = 'This link has ended. Ask the library for a new one.';

/** A webmaster, who has no account. */
const WEBMASTER = { id: null, label: 'webmaster' } as const;

export function handOverLinkRoutes(deps: HandOverLinkDeps) {
  const { database, clock, pageChecks } = deps;
  const find = createFinder(deps);
  const open = async (request: FastifyRequest, token: string | number): Promise<Found> => {
    const looked = await find(request, String(token));
    if ('found' in looked) return looked.found;
    throw looked.ended ? new Refusal(410, 'link-ended', ENDED) : notFound();
  };
  return async (app: FastifyInstance): Promise<void> => {
    serve(app, handOversApi.getByLink, async ({ token }, reply) => {
      const opened = await open(reply.request, token);
      reply.header('cache-control', 'private, no-store');
      return toHandedOver(opened, deps);
    });
    serve(
      app,
      handOversApi.checkByLink,
      async ({ token }, reply) => {
        const { handOver, library } = await open(reply.request, token);
        const { origin, pathname: path } = new URL(handOver.page);
        const check = await pageChecks.checkNow(library, { origin, path });
        if (check === null)
          throw new Refusal(429, 'too-soon', 'This page was checked a moment ago. Wait a minute.', {
            waitMs: MINUTE_MS,
          });
        await saveCheck(database.db, handOver.id, check);
        const { checkedMs, state, findings, otherWidgets } = check;
        return { checkedAt: new Date(checkedMs ?? clock.now()).toISOString(), state, findings, otherWidgets };
      },
      { answerWithinMs: CHECK_WITHIN_MS },
    );
    serve(app, handOversApi.addNoteByLink, async ({ token, body: { text }, atMs, sent }, { request }) => {
      const { id } = (await open(request, token)).handOver;
      await saveNote(database, id, { from: 'webmaster', text }, { by: WEBMASTER, atMs, sent });
      return toHandedOver(await open(request, token), deps);
    });
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
          return reply.send(handOverPage(await toHandedOver(looked.found, deps), looked.found.library.zone));
        return reply.code(looked.ended ? 410 : 404).send(endedPage());
      },
    );
  };
