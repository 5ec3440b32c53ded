// In:    a queue or a library in the address, a change of hours in the body.
// Out:   queues with their hours, their audit trail; a change, written and announced.
// Never: asks who may knock (http/access.ts declares it); but a desk that all libraries share is the coordinator's to change.
import {
  auditListSchema,
  closedUntilChangeSchema,
  idSchema,
  problemSchema,
  queueHoursChangeSchema,
  queueHoursListSchema,
  queueHoursSchema,
  type QueueHours,
} from '@askusnow/sdk/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Account } from '../http/access.ts';
import { sendNotFound, sendProblem, type FieldError } from '../http/problem.ts';
import { checkHours } from './check.ts';
import { loadAudit, loadQueues, saveChange, type QueueChange, type QueueRecord } from './store.ts';

/** Which queues a library names, nearest tier first. */
export interface Desks {
  library(id: string): { queues: readonly { queueId: string }[] } | undefined;
}

export interface HoursDeps {
  database: Database;
  clock: Clock;
  registry: Desks;
}

const queueParams = z.object({ queue: idSchema });
const tags = ['hours'];

/** A local desk belongs to the libraries that name it; the statewide and the global one to the cooperative. */
const mayEdit = (account: Account | null, { tier }: QueueRecord): boolean =>
  account !== null && (account.role === 'coordinator' || tier === 'local');

const toQueueHours = (record: QueueRecord, account: Account | null): QueueHours => ({
  queue: record.id,
  name: record.name,
  tier: record.tier,
  zone: record.zone,
  hours: record.hours,
  closedUntil: record.closedUntilMs === null ? null : new Date(record.closedUntilMs).toISOString(),
  revision: record.revision,
  editable: mayEdit(account, record),
});

export function hoursRoutes({ database, clock, registry }: HoursDeps): FastifyPluginAsyncZod {
  const loadQueue = async (id: string): Promise<QueueRecord | undefined> => (await loadQueues(database, [id]))[0];

  /** A change that the door has found sound: written over the revision that it names, or refused. */
  const apply = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { queue, change, revision, note }: { queue: string; change: QueueChange; revision: number; note: string | null },
  ): Promise<QueueHours | FastifyReply> => {
    const record = await loadQueue(queue);
    if (record === undefined || request.account === null) return sendNotFound(reply);
    if (!mayEdit(request.account, record)) {
      return sendProblem(
        reply,
        403,
        'not-editable',
        'Several libraries share this desk: its hours are the coordinator’s to change.',
      );
    }
    const by = { id: request.account.id, label: request.account.label };
    const saved = await saveChange(database, queue, { change, revision, by, atMs: clock.now(), note });
    if (saved === 'unknown') return sendNotFound(reply);
    if (saved === 'stale') {
      return sendProblem(
        reply,
        409,
        'stale-revision',
        'Somebody has changed these hours since: read them again, then change them.',
      );
    }
    return toQueueHours(saved, request.account);
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
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          body: queueHoursChangeSchema,
          response: { 200: queueHoursSchema, 409: problemSchema },
          tags,
          summary: "Change a queue's hours",
        },
      },
      async (request, reply) => {
        const { hours, revision } = request.body;
        const errors = checkHours(hours).map(({ path, message }): FieldError => ({
          field: ['hours', ...path].join('.'),
          message,
        }));
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-hours', 'These hours contradict themselves.', errors);
        return apply(request, reply, {
          queue: request.params.queue,
          change: { action: 'hours-changed', hours },
          revision,
          note: null,
        });
      },
    );

    app.put(
      '/v1/queues/:queue/closed-until',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          body: closedUntilChangeSchema,
          response: { 200: queueHoursSchema, 409: problemSchema },
          tags,
          summary: 'Close a queue until an instant, or open it again',
        },
      },
      async (request, reply) => {
        const { until, revision, note = null } = request.body;
        const untilMs = until === null ? null : Date.parse(until);
        if (untilMs !== null && untilMs <= clock.now()) {
          const errors = [{ field: 'until', message: 'an instant to come, or null to open again' }];
          return sendProblem(reply, 422, 'invalid-hours', 'This instant is past.', errors);
        }
        return apply(request, reply, {
          queue: request.params.queue,
          change: { action: 'closed-until', untilMs },
          revision,
          note,
        });
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
        return { entries: await loadAudit(database, request.params.queue) };
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
  };
}
