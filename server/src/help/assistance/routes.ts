// In:    a library or a request in the path; the account that reads or takes a step.
// Out:   the requests that the account sees, with the steps that it may take; a step, taken once.
// Never: reveals a request to an account that may not see it.
import { assistanceApi, type AssistanceList, type AssistanceMove, type Taker } from '@askusnow/sdk/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { scopeOf, visibleLibraries, type Scope } from '../../accounts/scope.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { pageOf, type PageQuery } from '../../platform/http/paging.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';
import { tiersFrom, type Move } from './machine.ts';
import { callersAt } from './opening.ts';
import { loadEscalation } from './opening-store.ts';
import { openingRoutes } from './opening-routes.ts';
import { loadReach } from './reach.ts';
import type { HelpRequest } from './record.ts';
import { isAllowed, mayTakeFor, sees } from './rights.ts';
import type { AssistanceRouteDeps } from './route-deps.ts';
import { takeStep } from './store.ts';
import { countOver, loadOpen, loadOver, loadRequest } from './view-store.ts';
import { show, showOne } from './to-response.ts';

/** The scope of a list, and its reader. */
interface ListAsk {
  account: Account;
  isListed(request: HelpRequest): boolean;
  scope: Scope;
  /** Owners for which the response lists reachable tiers; null: shared desks. */
  callers: readonly (string | null)[];
}

export function assistanceRoutes(deps: AssistanceRouteDeps) {
  const { database, registry, config } = deps;

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

  /** Only `taken` has a taker, and it must be able to help. Errors: Refusal 422. */
  const toMove = (account: Account, request: HelpRequest, { step, taker }: AssistanceMove): Move => {
    const fault = (message: string): Refusal => invalid([{ field: 'taker', message }]);
    if (step !== 'taken') {
      if (taker !== undefined) throw fault('with the step taken alone');
      return { step };
    }
    if (taker === undefined) throw fault('who takes it: {"library": "…"} or {"tier": "…"}');
    const message = takerFault(account, request, taker);
    if (message !== null) throw fault(message);
    return { step, taker };
  };

  const sendList = async (
    reply: FastifyReply,
    { limit, offset }: Pick<PageQuery, 'limit' | 'offset'>,
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

  return async (app: FastifyInstance): Promise<void> => {
    await app.register(openingRoutes(deps));

    serve(app, assistanceApi.list, ({ library, query, by }, reply) =>
      sendList(reply, query, {
        account: by,
        isListed: (each) => each.library === library,
        scope: { libraries: [library], queues: [] },
        callers: [library, null],
      }),
    );

    serve(app, assistanceApi.listAll, ({ query, by }, reply) => {
      const scope = scopeOf(by);
      const isListed = (each: HelpRequest): boolean => sees(by, each);
      return sendList(reply, query, { account: by, isListed, scope, callers: callersOf(scope) });
    });

    serve(
      app,
      assistanceApi.step,
      async ({ request: id, body, by, atMs }) => {
        const request = await loadRequest(database, id);
        if (request === undefined || !sees(by, request))
          throw new Refusal(404, 'unknown-request', 'You have no request of this number.');
        const { atOnce } = await loadEscalation(database.db);
        if (!isAllowed(by, request, body.step, atOnce)) {
          const detail = 'Your account may not take this step; `may` lists those that it may.';
          throw new Refusal(403, 'not-yours', detail);
        }
        const made = toMove(by, request, body);
        const { revision, note = null } = body;
        return showOne(deps, await takeStep(deps, { id, made, revision, by, note }, atMs), by);
      },
      { stored: async ({ request: id, by }) => showOne(deps, (await loadRequest(database, id))!, by) },
    );
  };
}
