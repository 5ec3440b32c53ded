// In:    a queue in the path, a window in the query.
// Out:   its schedule as instants: promised hours, shifts, and gaps.
// Never: checks access: http/access.ts declares who may call a route.
import { askedInstantSchema, FORECAST_DAYS, scheduleSchema, type Schedule } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { queueParams } from '../hours/route-shared.ts';
import { within, type Interval } from '../../platform/time/intervals.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { sendInvalid, sendNotFound } from '../../platform/http/problem.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { unscheduledGaps } from './gaps.ts';
import { loadScheduled, type Scheduled } from './expansion-store.ts';
import { loadRanges, type QueueRanges } from './range-store.ts';

export interface ScheduleRoutesDeps {
  database: Database;
  clock: Clock;
}

/** Of one request. */
const MAX_DAYS = 95;

const toStretches = (intervals: readonly Interval[]): [string, string][] =>
  intervals.map(({ startMs, endMs }) => [toInstant(startMs), toInstant(endMs)]);

/** Hours and gaps are cut to the window; a shift that extends beyond it is complete. A calendar may have 10,000 of them. */
const toSchedule = async (
  known: Scheduled,
  { hours, shifts, scheduled }: QueueRanges,
  window: Interval,
): Promise<Schedule> => ({
  queue: known.queue,
  zone: known.zone,
  from: toInstant(window.startMs),
  to: toInstant(window.endMs),
  hours: hours.length === 0 && !known.hasHours ? null : toStretches(within(hours, window)),
  shifts: await mapYielding(shifts, ({ startMs, endMs, label, source }) => ({
    start: toInstant(startMs),
    end: toInstant(endMs),
    label,
    source,
  })),
  scheduledBy: known.scheduledBy,
  gaps: toStretches(within(unscheduledGaps(hours, scheduled), window)),
  expandedAt: toInstant(known.expandedAtMs),
  tz: known.tz,
});

/** What is wrong with a window, or undefined. */
function windowFault({ startMs, endMs }: Interval): string | undefined {
  if (endMs <= startMs) return 'an instant after from';
  return endMs - startMs > MAX_DAYS * DAY_MS ? `at most ${MAX_DAYS} days after from` : undefined;
}

export function scheduleRoutes({ database, clock }: ScheduleRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/queues/:queue/schedule',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          querystring: z.object({
            from: askedInstantSchema.optional().describe('Absent: a day ago.'),
            to: askedInstantSchema
              .optional()
              .describe(`Absent: ${FORECAST_DAYS} days ahead. At most ${MAX_DAYS} days.`),
          }),
          response: { 200: scheduleSchema },
          tags: ['shifts'],
          summary: "A queue's schedule as instants, and its unscheduled gaps",
        },
      },
      async ({ params: { queue }, query }, reply) => {
        const nowMs = clock.now();
        const window = {
          startMs: query.from === undefined ? nowMs - DAY_MS : Date.parse(query.from),
          endMs: query.to === undefined ? nowMs + FORECAST_DAYS * DAY_MS : Date.parse(query.to),
        };
        const message = windowFault(window);
        if (message !== undefined) return sendInvalid(reply, [{ field: 'to', message }]);
        const known = await loadScheduled(database.db, queue);
        const ranges = await loadRanges(database.db, [queue], window.startMs, window.endMs);
        const found = ranges.get(queue);
        return known === undefined || found === undefined
          ? sendNotFound(reply)
          : sendInChunks(reply, await toSchedule(known, found, window));
      },
    );
  };
}
