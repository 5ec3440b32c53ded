// In:    several queues, an instant.
// Out:   all of them closed until then, or open again.
// Never: closes only some: if the account may not change one, nothing is stored.
import { hoursApi, type QueueHoursList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { editableQueues } from '../../accounts/scope.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { serve } from '../../platform/http/serve.ts';
import { Refusal } from '../../platform/refusal.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { closeQueues } from './change-store.ts';
import { checkUntil, toMs, toQueueHours, type HoursDeps } from './route-shared.ts';

export const closingRoutes =
  ({ database, registry }: HoursDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, hoursApi.closeSeveral, async ({ body: { queues, until, note = null }, by, atMs }, reply) => {
      checkUntil(until, atMs, 'Queues cannot be closed until this time.');
      const editable = new Set(editableQueues(by, registry).map(({ id }) => id));
      const ids = [...(queues === 'all' ? editable : new Set(queues))];
      const errors = ids.flatMap((id, index) =>
        editable.has(id) ? [] : [{ field: `queues.${index}`, message: `a queue that you may change` }],
      );
      if (errors.length > 0)
        throw new Refusal(404, 'unknown-queue', 'You have no queue of this name to change.', { errors });
      const records = await closeQueues(database, ids, {
        untilMs: toMs(until),
        // Who closes all for a snow day has not looked at each: one that is closed for weeks must not open tomorrow.
        keepLonger: queues === 'all',
        by,
        atMs,
        note,
      });
      const hours = await mapYielding(records, (record) => toQueueHours(record, by));
      return sendInChunks(reply, { queues: hours } satisfies QueueHoursList);
    });
  };
