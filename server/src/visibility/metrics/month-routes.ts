// In:    a library in the path, a civil month in the query.
// Out:   the month beside the one before and the same month last year, as JSON and as CSV.
import { EVENT_SUMS, idSchema, metricsApi, monthQuerySchema, type MonthPeriod } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { COUNT_KEYS } from './metrics.ts';
import { readMonth, type MonthDeps } from './read-month.ts';

export const MONTH_HEADER = [
  'library',
  'month',
  'first day',
  'last whole day',
  'days',
  'days since counting began',
  ...Object.values(EVENT_SUMS).map(({ heading }) => heading),
  'click-through (share)',
  'click-through low (95 %)',
  'click-through high (95 %)',
];

export function toMonthRow(name: string, period: MonthPeriod): (string | number)[] {
  const { month, from, to, days, countedDays, counts, clickThrough } = period;
  const { value, low, high } = clickThrough ?? { value: null, low: null, high: null };
  return [
    name,
    month,
    from,
    to,
    days,
    countedDays,
    ...COUNT_KEYS.map((key) => counts?.[key] ?? ''),
    ...[value, low, high].map((share) => share ?? ''),
  ];
}

export function monthRoutes(deps: MonthDeps): FastifyPluginAsyncZod {
  return async (app) => {
    serve(app, metricsApi.month, ({ library, query: { month } }) => readMonth(deps, library, month));

    app.get(
      '/v1/libraries/:library/metrics/month.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: monthQuerySchema,
          response: { 200: { description: 'One row a month.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['metrics'],
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const { name, month, lastMonth, lastYear } = await readMonth(deps, library, query.month);
        const rows = [month, lastMonth, lastYear].map((period) => toMonthRow(name, period));
        return sendCsv(reply, `${library}-${month.month}`, [MONTH_HEADER, ...rows]);
      },
    );
  };
}
