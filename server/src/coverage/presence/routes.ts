// In:    a queue in the path; a desk to add or to remove.
// Out:   the queue's presence and its desks.
// Never: returns a desk's token a second time.
import {
  auditListSchema,
  deskChangeSchema,
  deskListSchema,
  newDeskSchema,
  problemSchema,
  queuePresenceSchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { quotaOf } from '../../accounts/quota-store.ts';
import { createToken } from '../../accounts/token.ts';
import { queueParams } from '../../schedule/hours/route-shared.ts';
import { sendNotFound, sendProblem, sendQuotaReached } from '../../platform/http/problem.ts';
import { rowIdSchema } from '../../platform/http/row-id.ts';
import { deleteDesk, insertDesk, loadDesks, loadPresenceAudit } from './desk-store.ts';
import {
  refuseHeartbeats,
  tags,
  takesHeartbeats,
  toDesk,
  toQueuePresence,
  type PresenceDoorDeps,
} from './route-shared.ts';
import { loadPresence } from './seen-store.ts';

export function presenceRoutes({ database, clock, registry }: PresenceDoorDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/queues/:queue/presence',
      {
        config: { access: 'own-desk' },
        schema: { params: queueParams, response: { 200: queuePresenceSchema }, tags, summary: 'A queue’s presence' },
      },
      async ({ params, account }, reply) => {
        const queue = registry.queue(params.queue);
        if (queue === undefined) return sendNotFound(reply);
        const row = await loadPresence(database, queue.id);
        return toQueuePresence(queue, row, await loadDesks(database.db, queue.id), account, clock.now());
      },
    );

    app.get(
      '/v1/queues/:queue/presence/audit',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          response: { 200: auditListSchema },
          tags,
          summary: 'Manual changes of a queue’s presence, newest first',
        },
      },
      async ({ params }) => ({ entries: await loadPresenceAudit(database, params.queue) }),
    );

    app.get(
      '/v1/queues/:queue/desks',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          response: { 200: deskListSchema },
          tags,
          summary: 'The desks that send heartbeats for a queue',
        },
      },
      async ({ params }) => {
        const desks = await loadDesks(database.db, params.queue);
        return { desks: desks.map((desk) => toDesk(desk, clock.now())) };
      },
    );

    app.post(
      '/v1/queues/:queue/desks',
      {
        config: { access: 'editable-queue' },
        schema: {
          params: queueParams,
          body: deskChangeSchema,
          response: { 201: newDeskSchema, 409: problemSchema },
          tags,
          summary: 'Add a desk; its token is shown once',
        },
      },
      async ({ params, body, account }, reply) => {
        const queue = registry.queue(params.queue);
        if (queue === undefined) return sendNotFound(reply);
        if (!takesHeartbeats(queue)) return refuseHeartbeats(reply);
        const token = createToken();
        const desk = await insertDesk(database, queue.id, body.name, token, { by: account!, atMs: clock.now() });
        if (desk === 'quota-reached')
          return sendQuotaReached(reply, 'desks and calendar addresses', quotaOf(account!.role, 'tokens'));
        if (desk === undefined)
          return sendProblem(reply, 409, 'desk-exists', 'This queue has a desk of that name: choose another.', [
            { field: 'name', message: 'a name that no other desk of this queue has' },
          ]);
        return reply.code(201).send({ desk: toDesk(desk, clock.now()), token });
      },
    );

    app.delete(
      '/v1/queues/:queue/desks/:desk',
      {
        config: { access: 'editable-queue' },
        schema: {
          params: queueParams.extend({ desk: rowIdSchema }),
          response: { 204: z.undefined() },
          tags,
          summary: 'Remove a desk and its token',
        },
      },
      async ({ params, account }, reply) => {
        const isGone = await deleteDesk(database, params.queue, params.desk, { by: account!, atMs: clock.now() });
        return isGone ? reply.code(204).send() : sendNotFound(reply);
      },
    );
  };
}
