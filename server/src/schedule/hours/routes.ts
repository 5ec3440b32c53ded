// In:    a queue or a library in the path, a change of hours in the body.
// Out:   queues with their hours and audit trail; a stored and notified change.
// Never: checks access: http/access.ts declares who may call a route and change a queue.
import {
  auditListSchema,
  closedUntilChangeSchema,
  idSchema,
  problemSchema,
  queueHoursChangeSchema,
  queueHoursListSchema,
  queueHoursSchema,
  undoSchema,
  type QueueHours,
} from '@askusnow/sdk/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendStale } from '../send-stale.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { loadEntries, queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { saveChange, undoLatest } from './change-store.ts';
import { closingRoutes } from './closing-routes.ts';
import { hoursFaults, untilFaults, queueParams, tags, toMs, toQueueHours, type HoursDeps } from './route-shared.ts';
import { planRoutes } from './plan-routes.ts';
import { loadQueues, type QueueRecord } from './store.ts';

type Refused = 'stale' | 'unknown' | 'nothing-to-undo';

/** A route that changes a queue. */
const changing = <Body extends z.ZodType>(summary: string, body: Body) => ({
  config: { access: 'editable-queue' } as const,
  schema: { params: queueParams, body, response: { 200: queueHoursSchema, 409: problemSchema }, tags, summary },
});

function sendRefusal(reply: FastifyReply, refused: Refused): FastifyReply {
  if (refused === 'unknown') return sendNotFound(reply);
  if (refused === 'stale') return sendStale(reply, 'hours');
  const detail = 'There is no change to undo: the hours are as imported, or were changed since.';
  return sendProblem(reply, 409, 'nothing-to-undo', detail);
}

export function hoursRoutes(deps: HoursDeps): FastifyPluginAsyncZod {
  const { database, clock, registry } = deps;
  const loadQueue = async (id: string): Promise<QueueRecord | undefined> => (await loadQueues(database, [id]))[0];

  /** A validated change: stored, or refused. */
  const apply = async (
    { account }: FastifyRequest,
    reply: FastifyReply,
    save: (authorship: Authorship) => Promise<QueueRecord | Refused>,
    note: string | null = null,
  ): Promise<QueueHours | FastifyReply> => {
    const saved = await save({ by: account!, atMs: clock.now(), note });
    return typeof saved === 'string' ? sendRefusal(reply, saved) : toQueueHours(saved, account);
  };

  return async (app) => {
    app.get(
      '/v1/queues/:queue/hours',
      {
        config: { access: 'own-queue' },
        schema: { params: queueParams, response: { 200: queueHoursSchema }, tags, summary: "A queue's hours" },
      },
      async (request, reply) => {
        const record = await loadQueue(request.params.queue);
        return record === undefined ? sendNotFound(reply) : toQueueHours(record, request.account);
      },
    );

    app.put(
      '/v1/queues/:queue/hours',
      changing("Change a queue's hours", queueHoursChangeSchema),
      async (request, reply) => {
        const { queue } = request.params;
        const { hours, revision } = request.body;
        const errors = hoursFaults(hours);
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-hours', 'These hours contradict themselves.', errors);
        const change = { action: 'hours-changed', hours } as const;
        return apply(request, reply, (who) => saveChange(database, queue, { change, revision, ...who }));
      },
    );

    app.put(
      '/v1/queues/:queue/closed-until',
      changing('Close a queue until an instant, or open it again', closedUntilChangeSchema),
      async (request, reply) => {
        const { queue } = request.params;
        const { until, revision, note } = request.body;
        const errors = untilFaults('until', until, clock.now());
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-hours', 'The queue cannot be closed until this time.', errors);
        const change = { action: 'closed-until', untilMs: toMs(until) } as const;
        return apply(request, reply, (who) => saveChange(database, queue, { change, revision, ...who }), note);
      },
    );

    app.post(
      '/v1/queues/:queue/hours/undo',
      changing('Undo the latest change of hours or closing; again: the one before it', undoSchema),
      async (request, reply) => {
        const { queue } = request.params;
        const { revision } = request.body;
        return apply(request, reply, (who) => undoLatest(database, queue, { revision, ...who }));
      },
    );

    app.get(
      '/v1/queues/:queue/audit',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          response: { 200: auditListSchema },
          tags,
          summary: 'Who changed a queue, newest first',
        },
      },
      async (request, reply) => {
        if ((await loadQueue(request.params.queue)) === undefined) return sendNotFound(reply);
        return { entries: await loadEntries(database.db, queueSubject(request.params.queue)) };
      },
    );

    app.get(
      '/v1/libraries/:library/queues',
      {
        config: { access: 'own-library' },
        schema: {
          params: z.object({ library: idSchema }),
          response: { 200: queueHoursListSchema },
          tags,
          summary: "A library's queues with their hours, nearest tier first",
        },
      },
      async (request, reply) => {
        const library = registry.library(request.params.library);
        if (library === undefined) return sendNotFound(reply);
        const ids = library.queues.map(({ queueId }) => queueId);
        const records = await loadQueues(database, ids);
        records.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
        return { queues: records.map((record) => toQueueHours(record, request.account)) };
      },
    );

    await app.register(planRoutes(deps));
    await app.register(closingRoutes(deps));
  };
}
