// In:    a library, a queue or a request in the address; who asks for help, or takes a step.
// Out:   requests as their reader may see them, with the steps that are theirs to take.
// Never: a request to somebody who may not see it: to them it does not exist.
import {
  assistanceListSchema,
  assistanceMoveSchema,
  assistanceOpeningSchema,
  assistanceRequestSchema,
  idSchema,
  problemSchema,
  swampedSchema,
  type AssistanceMove,
  type AssistanceRequest,
  type Taker,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Account } from '../http/access.ts';
import { sendNotFound, sendProblem } from '../http/problem.ts';
import type { Move } from './machine.ts';
import { faultsOf } from './opening.ts';
import type { HelpRecord, HelpRequest } from './record.ts';
import { isAllowed, mayNow, mayTakeFor, sees } from './rights.ts';
import { openHelp, takeStep, type Opened, type Opening, type StoreDeps } from './store.ts';
import { loadOpen, loadOver, loadRequest, withSteps } from './view-store.ts';

export interface AssistanceRouteDeps extends StoreDeps {
  clock: Clock;
  registry: Pick<Registry, 'library' | 'libraries'>;
}

const tags = ['assistance'];
const toInstant = (ms: number): string => new Date(ms).toISOString();

const toWire = (
  { id, library, queue, reason, note, standing, steps }: HelpRecord,
  account: Account,
): AssistanceRequest => ({
  id,
  library,
  queue,
  reason,
  state: standing.state,
  gap: { start: toInstant(standing.startMs), end: standing.endMs === null ? null : toInstant(standing.endMs) },
  owner: standing.owner,
  deadline: standing.deadlineMs === null ? null : toInstant(standing.deadlineMs),
  taker: standing.taker,
  note,
  openedAt: toInstant(standing.openedMs),
  overAt: standing.overAtMs === null ? null : toInstant(standing.overAtMs),
  version: standing.version,
  may: mayNow(account, { id, library, queue, reason, note, standing }),
  steps: steps.map(({ atMs, ...step }) => ({ at: toInstant(atMs), ...step })),
});

export function assistanceRoutes(deps: AssistanceRouteDeps): FastifyPluginAsyncZod {
  const { database, clock, registry, publicUrl } = deps;

  const show = async (requests: readonly HelpRequest[], account: Account): Promise<AssistanceRequest[]> =>
    (await withSteps(database, requests)).map((record) => toWire(record, account));

  const sendRefused = (reply: FastifyReply, refused: Exclude<Opened, { opened: unknown }>): FastifyReply =>
    refused.refused === 'already-open'
      ? sendProblem(reply, 409, 'already-open', `Help is asked for already: request ${refused.request}.`)
      : sendProblem(
          reply,
          422,
          'nobody-to-tell',
          `Nobody is told of requests, at any tier. Add a recipient under ${publicUrl}/dashboard, with the library’s people, then ask again.`,
        );

  const open = (opening: Opening, account: Account): Promise<Opened> =>
    openHelp(deps, opening, { id: account.id, label: account.label }, clock.now(), false);

  /** `taken` alone says who, and it must be somebody who can. Gives the fault, or the step. */
  const toMove = (account: Account, request: HelpRequest, { step, taker }: AssistanceMove): Move | string => {
    if (step !== 'taken') return taker === undefined ? { step } : 'with the step taken alone';
    if (taker === undefined) return 'who takes it: {"library": "…"} or {"tier": "…"}';
    const fault = takerFault(account, request, taker);
    return fault ?? { step, taker };
  };
  const takerFault = (account: Account, request: HelpRequest, taker: Taker): string | null => {
    if (!mayTakeFor(account, taker)) return `one of your libraries: ${account.libraries.join(', ')}`;
    if ('library' in taker) return registry.library(taker.library) ? null : 'a library of the cooperative';
    const tiers = registry.library(request.library)?.queues.map(({ tier }) => tier) ?? [];
    return tiers.includes(taker.tier) ? null : `a tier at which the library has a desk: ${tiers.join(', ')}`;
  };

  return async (app) => {
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
        return { requests: await show([...running, ...over], account) };
      },
    );

    app.post(
      '/v1/libraries/:library/assistance',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          body: assistanceOpeningSchema,
          response: { 201: assistanceRequestSchema, 409: problemSchema, 422: problemSchema },
          tags,
          summary: 'Ask for assistance',
        },
      },
      async ({ params: { library: id }, body, account }, reply) => {
        const library = registry.library(id);
        if (account === null || library === undefined) return sendNotFound(reply);
        const errors = faultsOf(body, library.queues, clock.now());
        if (errors.length > 0) return sendProblem(reply, 422, 'invalid-request', 'Some fields cannot be used.', errors);
        const { queue, reason, gap, note = null } = body;
        const endMs = gap.end === null ? null : Date.parse(gap.end);
        const result = await open({ library: id, queue, reason, startMs: Date.parse(gap.start), endMs, note }, account);
        if ('refused' in result) return sendRefused(reply, result);
        const [request] = await show([result.opened], account);
        return reply.code(201).send(request!);
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
        return { requests: await show([...running, ...over], account) };
      },
    );

    app.post(
      '/v1/assistance/:request/steps',
      {
        config: { access: 'signed-in' },
        schema: {
          params: z.object({
            request: z.coerce
              .number()
              .int()
              .min(1)
              .max(2 ** 31 - 1),
          }),
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
        if ('moved' in result) return (await show([result.moved], account))[0]!;
        if (result.refused === 'unknown') return sendNotFound(reply);
        return result.refused === 'stale-version'
          ? sendProblem(reply, 409, 'stale-version', 'The request has moved since: read it again.')
          : sendProblem(reply, 409, 'not-now', `A request that is ${request.standing.state} has no such step.`);
      },
    );

    app.post(
      '/v1/queues/:queue/swamped',
      {
        config: { access: 'own-desk' },
        schema: {
          params: z.object({ queue: idSchema }),
          body: swampedSchema,
          response: { 201: assistanceListSchema, 409: problemSchema, 422: problemSchema },
          tags,
          summary: 'The desk cannot keep up: ask for help now, for each library whose own desk this is',
        },
      },
      async ({ params: { queue }, body, account }, reply) => {
        if (account === null) return sendNotFound(reply);
        const libraries = registry
          .libraries()
          .filter(({ queues }) => queues.some((use) => use.tier === 'local' && use.queueId === queue));
        if (libraries.length === 0) {
          const detail = 'This desk is no library’s own: set it to busy, and their patrons go on to the next tier.';
          return sendProblem(reply, 422, 'shared-desk', detail, [
            { field: 'queue', message: 'a desk at a library’s local tier' },
          ]);
        }
        const startMs = clock.now();
        const { note = null } = body;
        const opened: HelpRequest[] = [];
        let refused: Exclude<Opened, { opened: unknown }> | undefined;
        for (const { id: library } of libraries) {
          const result = await open({ library, queue, reason: 'swamped', startMs, endMs: null, note }, account);
          if ('opened' in result) opened.push(result.opened);
          else refused ??= result;
        }
        if (opened.length === 0 && refused) return sendRefused(reply, refused);
        return reply.code(201).send({ requests: await show(opened, account) });
      },
    );
  };
}
