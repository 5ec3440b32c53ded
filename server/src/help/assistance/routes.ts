// In:    a library or a request in the path; the account that reads or takes a step.
// Out:   the requests that the account sees, with the steps that it may take; a step, taken once.
// Never: reveals a request to an account that may not see it.
import {
  assistanceListSchema,
  assistanceMoveSchema,
  assistanceRequestSchema,
  idSchema,
  problemSchema,
  type AssistanceList,
  type AssistanceMove,
  type Taker,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scopeOf, visibleLibraries, type Scope } from '../../accounts/scope.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { pageOf, pageQuerySchema } from '../../platform/http/paging.ts';
import { sendInvalid, sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { tiersFrom, type Move } from './machine.ts';
import { callersAt } from './opening.ts';
import { openingRoutes } from './opening-routes.ts';
import { loadReach } from './reach.ts';
import type { HelpRequest } from './record.ts';
import { isAllowed, mayTakeFor, sees } from './rights.ts';
import type { AssistanceRouteDeps } from './route-deps.ts';
import { takeStep } from './store.ts';
import { countOver, loadOpen, loadOver, loadRequest } from './view-store.ts';
import { show, showOne } from './to-response.ts';

const tags = ['assistance'];

/** Default number of rows: each has its whole record. */
const ROWS = 200;
const listQuerySchema = pageQuerySchema
  .pick({ limit: true, offset: true })
  .extend({ limit: pageQuerySchema.shape.limit.removeDefault().default(ROWS) });
type ListQuery = z.infer<typeof listQuerySchema>;

/** The scope of a list, and its reader. */
interface ListAsk {
  account: Account;
  isListed(request: HelpRequest): boolean;
  scope: Scope;
  /** Owners for which the response lists reachable tiers; null: shared desks. */
  callers: readonly (string | null)[];
}

export function assistanceRoutes(deps: AssistanceRouteDeps): FastifyPluginAsyncZod {
  const { database, clock, registry, config } = deps;

  /** Null: it may be taken for them. */
  const takerFault = (account: Account, request: HelpRequest, taker: Taker): string | null => {
    if (!mayTakeFor(account, taker)) {
      const theirs = visibleLibraries(account, registry).map(({ id }) => id);
      return `one of your libraries: ${theirs.join(', ')}`;
    }
    if ('library' in taker) return registry.library(taker.library) ? null : 'a library of the cooperative';
    const desks = request.library === null ? registry.queues() : (registry.library(request.library)?.queues ?? []);
    const beyond = tiersFrom(registry.queue(request.queue)?.tier ?? 'local');
    const tiers = beyond.filter((each) => desks.some(({ tier }) => tier === each));
    return tiers.includes(taker.tier) ? null : `a tier with a desk for it: ${tiers.join(', ')}`;
  };

  /** The step, or what is wrong with its taker: only `taken` has one, and it must be able to help. */
  const toMove = (account: Account, request: HelpRequest, { step, taker }: AssistanceMove): Move | string => {
    if (step !== 'taken') return taker === undefined ? { step } : 'with the step taken alone';
    if (taker === undefined) return 'who takes it: {"library": "…"} or {"tier": "…"}';
    return takerFault(account, request, taker) ?? { step, taker };
  };

  const sendList = async (
    reply: FastifyReply,
    { limit, offset }: ListQuery,
    { account, isListed, scope, callers }: ListAsk,
  ): Promise<FastifyReply> => {
    const running = (await loadOpen(database)).filter(isListed);
    const shown = pageOf(running, { limit, offset });
    const rest = { limit: limit - shown.length, offset: Math.max(0, offset - running.length) };
    const over = rest.limit === 0 ? [] : await loadOver(database, scope, rest);
    return sendInChunks(reply, {
      requests: await show(deps, [...shown, ...over], account),
      total: running.length + (await countOver(database, scope)),
      open: running.length,
      reach: await acrossLibraries(() => loadReach(database.db, callers, config.mail !== null)),
    } satisfies AssistanceList);
  };

  /** The coordinator asks for help at shared desks only. */
  const callersOf = (scope: Scope): (string | null)[] => {
    if (scope === 'all') return [null];
    const atDesks = scope.queues.flatMap((id) => {
      const desk = registry.queue(id);
      return desk === undefined ? [] : callersAt(desk, registry);
    });
    return [...new Set([...scope.libraries, ...atDesks, null])];
  };

  return async (app) => {
    await app.register(openingRoutes(deps));

    app.get(
      '/v1/libraries/:library/assistance',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: listQuerySchema,
          response: { 200: assistanceListSchema },
          tags,
          summary: "A library's requests for assistance: open ones by age, then closed ones, in pages",
        },
      },
      async ({ params: { library }, query, account }, reply) => {
        if (account === null) return sendNotFound(reply);
        return sendList(reply, query, {
          account,
          isListed: (each) => each.library === library,
          scope: { libraries: [library], queues: [] },
          callers: [library, null],
        });
      },
    );

    app.get(
      '/v1/assistance',
      {
        config: { access: 'signed-in' },
        schema: {
          querystring: listQuerySchema,
          response: { 200: assistanceListSchema },
          tags,
          summary: 'Requests in the session’s scope: open ones by age, then closed ones, in pages',
        },
      },
      async ({ query, account }, reply) => {
        if (account === null) return sendNotFound(reply);
        const scope = scopeOf(account);
        return sendList(reply, query, {
          account,
          isListed: (each) => sees(account, each),
          scope,
          callers: callersOf(scope),
        });
      },
    );

    app.post(
      '/v1/assistance/:request/steps',
      {
        config: { access: 'signed-in' },
        schema: {
          params: z.object({ request: rowIdSchema }),
          body: assistanceMoveSchema,
          response: { 200: assistanceRequestSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema },
          tags,
          summary: 'Take a step: acknowledge, take, give back, mark as covered, close, add a note',
        },
      },
      async ({ params, body, account }, reply) => {
        const request = await loadRequest(database, params.request);
        if (account === null || request === undefined || !sees(account, request)) {
          return sendProblem(reply, 404, 'unknown-request', 'You have no request of this number.');
        }
        if (!isAllowed(account, request, body.step)) {
          return sendProblem(
            reply,
            403,
            'not-yours',
            'Your account may not take this step; `may` lists those that it may.',
          );
        }
        const made = toMove(account, request, body);
        if (typeof made === 'string') {
          const errors = [{ field: 'taker', message: made }];
          return sendInvalid(reply, errors);
        }
        const by = { id: account.id, label: account.label };
        const { version, note = null } = body;
        const result = await takeStep(deps, { id: request.id, made, version, by, note }, clock.now());
        if ('moved' in result) return showOne(deps, result.moved, account);
        if (result.refused === 'unknown') return sendNotFound(reply);
        return result.refused === 'stale-version'
          ? sendProblem(reply, 409, 'stale-version', 'The request has changed: reload it.')
          : sendProblem(reply, 409, 'not-now', `A request that is ${request.standing.state} has no such step.`);
      },
    );
  };
}
