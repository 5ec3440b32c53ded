// In:    a library in the path, a window in the query.
// Out:   its numbers as JSON, and by day as CSV.
import { EVENT_SUMS, idSchema, libraryWindowQuerySchema, metricsApi, type Metrics } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { branchOf } from '../../cooperative/branch-of.ts';
import type { RegisteredBranch } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { DEFINITIONS } from './definitions.ts';
import { findDoubts, HISTORY_DAYS } from './doubts.ts';
import { COUNT_KEYS, toBefore, toMetrics } from './metrics.ts';
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
  const branchIn = (id: string, branch: string | undefined): RegisteredBranch | null =>
    branchOf(registry.library(id)!, branch);
  const metricsOf = async (
    id: string,
    days: Metrics['window']['days'],
    branch: RegisteredBranch | null,
  ): Promise<Metrics> => {
    const { name, zone, branches } = registry.library(id)!;
    const window = windowOf(zone, clock.now(), days);
    const before = { from: daysBefore(window.from, days), to: daysBefore(window.to, days + 1) };
    const [{ rows, countingSince }, loads] = await Promise.all([
      loadLibraryDays(database.db, id, { from: before.from, to: window.to }, branch?.id ?? null),
      loadDayLoads(database.db, [id], { from: daysBefore(window.from, HISTORY_DAYS), to: window.to }),
    ]);
    return {
      library: id,
      name,
      window: { days, ...window, zone },
      ...toMetrics(
        rows.filter(({ date }) => date >= window.from),
        window,
      ),
      before: toBefore(rows, before, countingSince),
      // They are about the library's traffic as a whole.
      doubts: branch ? [] : findDoubts(loads, window),
      branches: branches.map(({ id, name }) => ({ id, name })),
      countingSince,
      definitions: DEFINITIONS,
    };
  };

  return async (app) => {
    serve(app, metricsApi.get, ({ library, query }) => metricsOf(library, query.days, branchIn(library, query.branch)));

    app.get(
      '/v1/libraries/:library/metrics.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: libraryWindowQuerySchema,
          response: { 200: { description: 'One row a day.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['metrics'],
          summary: 'The same by day, as a file for a spreadsheet',
        },
      },
      async ({ params, query }, reply) => {
        const branch = branchIn(params.library, query.branch);
        const { name: library, window, byDay } = await metricsOf(params.library, query.days, branch);
        const name = branch ? `${library}, ${branch.name}` : library;
        const file = [params.library, ...(branch ? [branch.id] : []), window.from, window.to].join('-');
        const rows = byDay.map((day) => [name, day.date, ...COUNT_KEYS.map((key) => day[key])]);
        return sendCsv(reply, file, [CSV_HEADER, ...rows]);
      },
    );
  };
}
