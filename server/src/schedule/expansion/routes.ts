// In:    a queue in the path, a window in the query.
// Out:   its schedule as instants: promised hours, shifts, and gaps.
// Never: checks access: http/access.ts declares who may call a route.
import { FORECAST_DAYS, SCHEDULE_DAYS_MAX, shiftsApi, type Schedule } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/db/database.ts';
import { within, type Interval } from '../../platform/time/intervals.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, notFound } from '../../platform/refusal.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { toSharedDesk, type SharedDeskFacts } from '../shifts/shared-desk.ts';
import { unscheduledGaps } from './gaps.ts';
import { loadScheduled, type Scheduled } from './expansion-store.ts';
import { loadRanges, type QueueRanges } from './range-store.ts';

const toStretches = (intervals: readonly Interval[]): [string, string][] =>
  intervals.map(({ startMs, endMs }) => [toInstant(startMs), toInstant(endMs)]);

/** Hours and gaps are cut to the window; a shift that extends beyond it is complete. A calendar may have 10,000 of them. */
const toSchedule = async (
  known: Scheduled & Pick<Schedule, 'shared'>,
  { hours, shifts, scheduled }: QueueRanges,
  window: Interval,
): Promise<Schedule> => ({
  queue: known.queue,
  zone: known.zone,
  from: toInstant(window.startMs),
  to: toInstant(window.endMs),
  hours: hours.length === 0 && !known.hasHours ? null : toStretches(within(hours, window)),
  shifts: await mapYielding(shifts, ({ startMs, endMs, label, library, service, people, source }) => ({
    start: toInstant(startMs),
    end: toInstant(endMs),
    label,
    library,
    service,
    people,
    source,
  })),
  shared: known.shared,
  scheduledBy: known.scheduledBy,
  gaps: toStretches(within(unscheduledGaps(hours, scheduled), window)),
  expandedAt: toInstant(known.expandedAtMs),
  tz: known.tz,
});

/** What is wrong with a window, or undefined. */
function windowFault({ startMs, endMs }: Interval): string | undefined {
  if (endMs <= startMs) return 'an instant after from';
  return endMs - startMs > SCHEDULE_DAYS_MAX * DAY_MS ? `at most ${SCHEDULE_DAYS_MAX} days after from` : undefined;
}

export const scheduleRoutes =
  ({ database, registry }: { database: Database; registry: SharedDeskFacts }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, shiftsApi.getSchedule, async ({ queue, query: { from, to }, atMs }, reply) => {
      const window = {
        startMs: from === undefined ? atMs - DAY_MS : Date.parse(from),
        endMs: to === undefined ? atMs + FORECAST_DAYS * DAY_MS : Date.parse(to),
      };
      const message = windowFault(window);
      if (message !== undefined) throw invalid([{ field: 'to', message }]);
      const known = await loadScheduled(database.db, queue);
      const ranges = (await loadRanges(database.db, [queue], window.startMs, window.endMs)).get(queue);
      if (known === undefined || ranges === undefined) throw notFound();
      return sendInChunks(
        reply,
        await toSchedule({ ...known, shared: toSharedDesk(registry, known.tier) }, ranges, window),
      );
    });
  };
