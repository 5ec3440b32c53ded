// In:    a library in the path, a window in the query.
// Out:   its numbers as JSON, and by day as CSV.
import { EVENT_SUMS, idSchema, metricsApi, windowQuerySchema, type Metrics } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { DEFINITIONS } from './definitions.ts';
import { findDoubts, HISTORY_DAYS } from './doubts.ts';
import { COUNT_KEYS, toMetrics } from './metrics.ts';
import { loadDayLoads, loadLibraryDays } from './store.ts';
import { daysBefore, windowOf } from '../../platform/time/day-window.ts';

export interface MetricsDeps {
  database: Database;
  clock: Clock;
  registry: Registry;
}

/** The header has the units: a spreadsheet is used without the page that explains it. */
const CSV_HEADER = [
  'library',
  'date (civil day of the library)',
  ...Object.values(EVENT_SUMS).map(({ heading }) => heading),
];

export function metricsRoutes({ database, clock, registry }: MetricsDeps): FastifyPluginAsyncZod {
  const metricsOf = async (id: string, days: Metrics['window']['days']): Promise<Metrics> => {
    const { name, zone } = registry.library(id)!;
    const window = windowOf(zone, clock.now(), days);
    const [{ rows, countingSince }, loads] = await Promise.all([
      loadLibraryDays(database.db, id, window),
      loadDayLoads(database.db, [id], { from: daysBefore(window.from, HISTORY_DAYS), to: window.to }),
    ]);
    return {
      library: id,
      name,
      window: { days, ...window, zone },
      ...toMetrics(rows, window),
      doubts: findDoubts(loads, window),
      countingSince,
      definitions: DEFINITIONS,
    };
  };

  return async (app) => {
    serve(app, metricsApi.get, ({ library, query }) => metricsOf(library, query.days));

    app.get(
      '/v1/libraries/:library/metrics.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: windowQuerySchema,
          response: { 200: { description: 'One row a day.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['metrics'],
          summary: 'The same by day, as a file for a spreadsheet',
        },
      },
      async ({ params, query }, reply) => {
        const { name, window, byDay } = await metricsOf(params.library, query.days);
        const rows = byDay.map((day) => [name, day.date, ...COUNT_KEYS.map((key) => day[key])]);
        return sendCsv(reply, `${params.library}-${window.from}-${window.to}`, [CSV_HEADER, ...rows]);
      },
    );
  };
}
