// In:    a queue in the path, a window in the query.
// Out:   its schedule as instants: promised hours, shifts, and gaps; its shifts as CSV.
// Never: checks access: http/access.ts declares who may call a route.
import {
  FORECAST_DAYS,
  idSchema,
  SCHEDULE_DAYS_MAX,
  scheduleQuerySchema,
  shiftsApi,
  type Schedule,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { toStretches, within, type Interval } from '../../platform/time/intervals.ts';
import { sendCsv } from '../../platform/http/csv.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid, notFound } from '../../platform/refusal.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { toSharedDesk, type SharedDeskFacts } from '../shifts/shared-desk.ts';
import { unscheduledGaps } from './gaps.ts';
import { loadScheduled, type Scheduled } from './expansion-store.ts';
import { loadRanges, type QueueRanges } from './range-store.ts';

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

const CSV_HEADER = ['date', 'start', 'end', 'library', 'service', 'people', 'label', 'source'];

/** By the desk's clock. A shift that begins before the window is in the file of the window before. */
function toRows({ zone, shifts, from }: Schedule, nameOf: (library: string) => string): (string | number)[][] {
  const clock = (instant: string): Temporal.ZonedDateTime => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return shifts
    .filter(({ start }) => start >= from)
    .map(({ start, end, library, service, people, label, source }) => [
      clock(start).toPlainDate().toString(),
      ...[start, end].map((each) => clock(each).toPlainTime().toString({ smallestUnit: 'minute' })),
      library === null ? '' : nameOf(library),
      service ?? '',
      people,
      label,
      source,
    ]);
}

export interface ScheduleRoutesDeps {
  database: Database;
  registry: Pick<Registry, 'library'> & SharedDeskFacts;
  clock: Pick<Clock, 'now'>;
}

export function scheduleRoutes({ database, registry, clock }: ScheduleRoutesDeps): FastifyPluginAsyncZod {
  async function read(
    queue: string,
    { from, to }: z.infer<typeof scheduleQuerySchema>,
    atMs: number,
  ): Promise<Schedule> {
    const window = {
      startMs: from === undefined ? atMs - DAY_MS : Date.parse(from),
      endMs: to === undefined ? atMs + FORECAST_DAYS * DAY_MS : Date.parse(to),
    };
    const message = windowFault(window);
    if (message !== undefined) throw invalid([{ field: 'to', message }]);
    const known = await loadScheduled(database.db, queue);
    const ranges = (await loadRanges(database.db, [queue], window.startMs, window.endMs)).get(queue);
    if (known === undefined || ranges === undefined) throw notFound();
    return toSchedule({ ...known, shared: toSharedDesk(registry, known.tier) }, ranges, window);
  }

  return async (app) => {
    serve(app, shiftsApi.getSchedule, async ({ queue, query, atMs }, reply) =>
      sendInChunks(reply, await read(queue, query, atMs)),
    );

    app.get(
      '/v1/queues/:queue/schedule.csv',
      {
        config: { access: 'own-queue' },
        schema: {
          params: z.object({ queue: idSchema }),
          querystring: scheduleQuerySchema,
          response: { 200: { description: 'One row a shift.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['shifts'],
          summary: 'The shifts of a queue, as a file for a spreadsheet',
        },
      },
      async ({ params: { queue }, query }, reply) => {
        const schedule = await read(queue, query, clock.now());
        const rows = toRows(schedule, (library) => registry.library(library)?.name ?? library);
        return sendCsv(reply, `${queue}-shifts-${schedule.from.slice(0, 10)}`, [CSV_HEADER, ...rows]);
      },
    );
  };
}
