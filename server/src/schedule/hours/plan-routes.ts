// In:    a queue in the path; proposed hours, or a year.
// Out:   the effects of those hours, and on whom; the year's usual closings.
// Never: writes.
import { hoursPreviewAskSchema, hoursPreviewSchema, holidaysSchema, type HoursPreview } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { hoursFaults, queueParams, tags, toMs, type HoursDeps } from './route-shared.ts';
import { FIRST_HOLIDAY_YEAR, holidaysOf, LAST_HOLIDAY_YEAR } from './holidays.ts';
import { differingDays } from './preview.ts';
import { loadQueues } from './store.ts';

const yearQuery = z.object({ year: z.coerce.number().int().min(FIRST_HOLIDAY_YEAR).max(LAST_HOLIDAY_YEAR) });

export function planRoutes({ database, clock, registry }: HoursDeps): FastifyPluginAsyncZod {
  /** The libraries whose patrons use a queue. */
  const librariesOf = (queue: string): HoursPreview['libraries'] =>
    registry.librariesOf(queue).map(({ id, name }) => ({ id, name }));

  return async (app) => {
    app.post(
      '/v1/queues/:queue/hours/preview',
      {
        config: { access: 'own-queue', isReadOnly: true },
        schema: {
          params: queueParams,
          body: hoursPreviewAskSchema,
          response: { 200: hoursPreviewSchema },
          tags,
          summary: 'What a change of hours would do, before it is made',
        },
      },
      async (request, reply) => {
        const { hours, closedUntil } = request.body;
        const errors = hoursFaults(hours);
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-hours', 'These hours contradict themselves.', errors);
        const [record] = await loadQueues(database, [request.params.queue]);
        if (record === undefined) return sendNotFound(reply);
        const { id: queue, zone } = record;
        const untilMs = closedUntil === undefined ? record.closedUntilMs : toMs(closedUntil);
        const days = differingDays(record, { hours, closedUntilMs: untilMs }, zone, clock.now());
        return { queue, zone, days, libraries: days.length === 0 ? [] : librariesOf(queue) };
      },
    );

    app.get(
      '/v1/queues/:queue/holidays',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          querystring: yearQuery,
          response: { 200: holidaysSchema },
          tags,
          summary: 'The usual closings of a year, to be confirmed',
        },
      },
      async (request, reply) => {
        const [record] = await loadQueues(database, [request.params.queue]);
        if (record === undefined) return sendNotFound(reply);
        const { year } = request.query;
        const { exceptions } = record.hours;
        const isSet = (day: string): boolean =>
          exceptions.some(({ date, through = date }) => date <= day && day <= through);
        return { year, holidays: holidaysOf(year).map((holiday) => ({ ...holiday, set: isSet(holiday.date) })) };
      },
    );
  };
}
