// In:    a library or a desk that needs help, and the account that asks.
// Out:   an opened help request; or the one that is open already, or the errors by field.
// Never: opens a request without recipients, or one that the schedule says is not needed: the response says why.
import {
  assistanceListSchema,
  assistanceOpeningSchema,
  assistanceRequestSchema,
  idSchema,
  problemSchema,
  swampedSchema,
  type AssistanceOpening,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isShared } from '../../accounts/scope.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendInvalid, sendNotFound, sendProblem, sendUsedUp } from '../../platform/http/problem.ts';
import { callersAt, faultsOf } from './opening.ts';
import { loadReach } from './reach.ts';
import type { HelpRequest } from './record.ts';
import type { AssistanceRouteDeps } from './route-deps.ts';
import { openHelp, type Opened, type Opening } from './store.ts';
import { show, showOne } from './to-response.ts';

type Refused = Exclude<Opened, { opened: unknown }>;

const tags = ['assistance'];

const ADD_RECIPIENT = 'Add a recipient for help requests under “People and desks”';
const ASK_FOR_RECIPIENT = 'Ask your liaison or the coordinator to add a recipient for help requests';
/** A desk account has no page for recipients. */
const WHAT_TO_DO: Record<Account['role'], string> = {
  coordinator: ADD_RECIPIENT,
  liaison: ADD_RECIPIENT,
  viewer: ASK_FOR_RECIPIENT,
  provider: ASK_FOR_RECIPIENT,
  desk: ASK_FOR_RECIPIENT,
};

export function openingRoutes(deps: AssistanceRouteDeps): FastifyPluginAsyncZod {
  const { database, clock, registry, config } = deps;

  const open = (opening: Opening, { id, label }: Account): Promise<Opened> =>
    openHelp(deps, opening, { id, label }, clock.now(), false);

  const sendRefused = (reply: FastifyReply, refused: Refused, role: Account['role']): FastifyReply => {
    switch (refused.refused) {
      case 'already-open':
        return sendProblem(reply, 409, 'already-open', `Help request ${refused.request} is open already.`);
      case 'quota-reached':
        return sendUsedUp(reply, `Your account can open ${refused.max} help requests in 24 hours.`, refused);
      case 'not-needed':
        return sendProblem(reply, 422, 'not-needed', refused.why);
      case 'nobody-to-tell':
        return sendProblem(
          reply,
          422,
          'nobody-to-tell',
          `No tier has a recipient for help requests. ${WHAT_TO_DO[role]}, then ask again.`,
        );
    }
  };

  const answerOpening = async (
    reply: FastifyReply,
    library: string | null,
    body: AssistanceOpening,
    account: Account,
    choice: { queues: readonly string[]; whose: string },
  ): Promise<FastifyReply> => {
    const errors = faultsOf(body, choice, clock.now());
    if (errors.length > 0) return sendInvalid(reply, errors);
    const { queue, reason, gap, note = null } = body;
    const endMs = gap.end === null ? null : Date.parse(gap.end);
    const result = await open({ library, queue, reason, startMs: Date.parse(gap.start), endMs, note }, account);
    if ('refused' in result) return sendRefused(reply, result, account.role);
    return reply.code(201).send(await showOne(deps, result.opened, account));
  };

  return async (app) => {
    app.post(
      '/v1/libraries/:library/assistance',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          body: assistanceOpeningSchema,
          response: { 201: assistanceRequestSchema, 409: problemSchema, 422: problemSchema, 429: problemSchema },
          tags,
          summary: 'Ask for assistance',
        },
      },
      async ({ params: { library: id }, body, account }, reply) => {
        const library = registry.library(id);
        if (account === null || library === undefined) return sendNotFound(reply);
        const own = library.queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => queueId);
        return answerOpening(reply, id, body, account, { queues: own, whose: "the library's own desk" });
      },
    );

    app.post(
      '/v1/assistance',
      {
        config: { access: 'coordinator' },
        schema: {
          body: assistanceOpeningSchema,
          response: { 201: assistanceRequestSchema, 409: problemSchema, 422: problemSchema, 429: problemSchema },
          tags,
          summary: 'Ask for assistance at a desk that libraries share',
        },
      },
      async ({ body, account }, reply) => {
        if (account === null) return sendNotFound(reply);
        const shared = registry.queues().filter(isShared);
        const queues = shared.map(({ id }) => id);
        return answerOpening(reply, null, body, account, { queues, whose: 'a desk that libraries share' });
      },
    );

    app.post(
      '/v1/queues/:queue/swamped',
      {
        config: { access: 'attended-desk' },
        schema: {
          params: z.object({ queue: idSchema }),
          body: swampedSchema,
          response: {
            201: assistanceListSchema,
            403: problemSchema,
            409: problemSchema,
            422: problemSchema,
            429: problemSchema,
          },
          tags,
          summary:
            'The desk cannot keep up: ask for help now, for each library whose own desk this is, or for one they share',
        },
      },
      async ({ params: { queue }, body, account }, reply) => {
        const desk = registry.queue(queue);
        if (account === null || desk === undefined) return sendNotFound(reply);
        const callers = callersAt(desk, registry);
        if (callers.length === 0) {
          const errors = [{ field: 'queue', message: 'a desk that a library names' }];
          return sendProblem(reply, 422, 'unused-desk', 'No library uses this desk.', errors);
        }
        const opening = {
          queue,
          reason: 'swamped',
          startMs: clock.now(),
          endMs: null,
          note: body.note ?? null,
        } as const;
        const opened: HelpRequest[] = [];
        let refused: Refused | undefined;
        for (const library of callers) {
          const result = await open({ ...opening, library }, account);
          if ('opened' in result) opened.push(result.opened);
          else refused ??= result;
        }
        if (opened.length === 0 && refused) return sendRefused(reply, refused, account.role);
        return reply.code(201).send({
          requests: await show(deps, opened, account),
          total: opened.length,
          open: opened.length,
          reach: await acrossLibraries(() => loadReach(database.db, callers, config.mail !== null)),
        });
      },
    );
  };
}
