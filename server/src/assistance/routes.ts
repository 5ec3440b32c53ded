// In:    a library or a request in the address; who reads, or takes a step.
// Out:   requests as their reader may see them, with the steps that are theirs to take; a step, taken once.
// Never: a request to somebody who may not see it: to them it does not exist.
import {
  assistanceListSchema,
  assistanceMoveSchema,
  assistanceRequestSchema,
  idSchema,
  problemSchema,
  type AssistanceMove,
  type Taker,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Account } from '../http/access.ts';
import { sendNotFound, sendProblem } from '../http/problem.ts';
import { rowIdSchema } from '../http/row-id.ts';
import { tiersFrom, type Move } from './machine.ts';
import { openingRoutes } from './opening-routes.ts';
import type { HelpRequest } from './record.ts';
import { isAllowed, mayTakeFor, sees } from './rights.ts';
import { takeStep, type StoreDeps } from './store.ts';
import { loadOpen, loadOver, loadRequest } from './view-store.ts';
import { show, showOne } from './wire.ts';

export interface AssistanceRouteDeps extends StoreDeps {
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries' | 'queue' | 'queues'>;
}

const tags = ['assistance'];

export function assistanceRoutes(deps: AssistanceRouteDeps): FastifyPluginAsyncZod {
  const { database, clock, registry } = deps;

  /** Null: it may be taken for them. */
  const takerFault = (account: Account, request: HelpRequest, taker: Taker): string | null => {
    if (!mayTakeFor(account, taker)) return `one of your libraries: ${account.libraries.join(', ')}`;
    if ('library' in taker) return registry.library(taker.library) ? null : 'a library of the cooperative';
    const desks = request.library === null ? registry.queues() : (registry.library(request.library)?.queues ?? []);
    const beyond = tiersFrom(registry.queue(request.queue)?.tier ?? 'local');
    const tiers = beyond.filter((each) => desks.some(({ tier }) => tier === each));
    return tiers.includes(taker.tier) ? null : `a tier with a desk for it: ${tiers.join(', ')}`;
  };

  /** The step, or what is wrong with its taker: `taken` alone says who, and it must be somebody who can. */
  const toMove = (account: Account, request: HelpRequest, { step, taker }: AssistanceMove): Move | string => {
    if (step !== 'taken') return taker === undefined ? { step } : 'with the step taken alone';
    if (taker === undefined) return 'who takes it: {"library": "…"} or {"tier": "…"}';
    return takerFault(account, request, taker) ?? { step, taker };
  };

  return async (app) => {
    await app.register(openingRoutes(deps));

    app.get(
      '/v1/libraries/:library/assistance',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          response: { 200: assistanceListSchema },
          tags,
          summary: "A library's requests for assistance: open ones by age, then those over",
        },
      },
      async ({ params: { library }, account }, reply) => {
        if (account === null) return sendNotFound(reply);
        const running = (await loadOpen(database)).filter((each) => each.library === library);
        const over = await loadOver(database, { libraries: [library], queues: [] });
        return { requests: await show(database, [...running, ...over], account) };
      },
    );

    app.get(
      '/v1/assistance',
      {
        config: { access: 'signed-in' },
        schema: {
          response: { 200: assistanceListSchema },
          tags,
          summary: 'Requests that the session may see: open ones by age, then those over',
        },
      },
      async ({ account }, reply) => {
        if (account === null) return sendNotFound(reply);
        const { role, libraries, queues } = account;
        const running = (await loadOpen(database)).filter((each) => sees(account, each));
        const over = await loadOver(database, role === 'coordinator' ? 'all' : { libraries, queues });
        return { requests: await show(database, [...running, ...over], account) };
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
          summary: 'Take a step: acknowledge, take, give back, say that it is covered, close, note',
        },
      },
      async ({ params, body, account }, reply) => {
        const request = await loadRequest(database, params.request);
        if (account === null || request === undefined || !sees(account, request)) {
          return sendProblem(reply, 404, 'unknown-request', 'You have no request of this number.');
        }
        if (!isAllowed(account, request, body.step)) {
          return sendProblem(reply, 403, 'not-yours', 'This step is for others to take; `may` lists yours.');
        }
        const made = toMove(account, request, body);
        if (typeof made === 'string') {
          const errors = [{ field: 'taker', message: made }];
          return sendProblem(reply, 422, 'invalid-request', 'Some fields cannot be used.', errors);
        }
        const by = { id: account.id, label: account.label };
        const { version, note = null } = body;
        const result = await takeStep(deps, { id: request.id, made, version, by, note }, clock.now());
        if ('moved' in result) return showOne(database, result.moved, account);
        if (result.refused === 'unknown') return sendNotFound(reply);
        return result.refused === 'stale-version'
          ? sendProblem(reply, 409, 'stale-version', 'The request has moved since: read it again.')
          : sendProblem(reply, 409, 'not-now', `A request that is ${request.standing.state} has no such step.`);
      },
    );
  };
}
