// In:    several queues, an instant.
// Out:   all of them closed until then, or open again.
// Never: closes only some: if the account may not change one, nothing is stored.
import { closingSchema, queueHoursListSchema, type QueueHoursList } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { editableQueues } from '../../accounts/scope.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { closeQueues } from './change-store.ts';
import { untilFaults, tags, toMs, toQueueHours, type HoursDeps } from './route-shared.ts';

export function closingRoutes({ database, clock, registry }: HoursDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      '/v1/closing',
      {
        config: { access: 'staff' },
        schema: {
          body: closingSchema,
          response: { 200: queueHoursListSchema },
          tags,
          summary: 'Close several queues until an instant, or open them again',
        },
      },
      async (request, reply) => {
        const account = request.account!;
        const { queues, until, note = null } = request.body;
        const past = untilFaults('until', until, clock.now());
        if (past.length > 0)
          return sendProblem(reply, 422, 'invalid-hours', 'Queues cannot be closed until this time.', past);
        const editable = new Set(editableQueues(account, registry).map(({ id }) => id));
        const ids = [...(queues === 'all' ? editable : new Set(queues))];
        const errors = ids.flatMap((id, index) =>
          editable.has(id) ? [] : [{ field: `queues.${index}`, message: `a queue that you may change` }],
        );
        if (errors.length > 0)
          return sendProblem(reply, 404, 'unknown-queue', 'You have no queue of this name to change.', errors);
        const records = await closeQueues(database, ids, {
          untilMs: toMs(until),
          // Who closes all for a snow day has not looked at each: one that is closed for weeks must not open tomorrow.
          keepLonger: queues === 'all',
          by: account,
          atMs: clock.now(),
          note,
        });
        const hours = await mapYielding(records, (record) => toQueueHours(record, account));
        return sendInChunks(reply, { queues: hours } satisfies QueueHoursList);
      },
    );
  };
}
