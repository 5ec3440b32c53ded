// In:    a library in the path, a civil month in the query.
// Out:   the month beside the one before and the same month last year, as JSON and as CSV.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  EVENT_SUMS,
  askedMonthSchema,
  idSchema,
  monthMetricsSchema,
  problemSchema,
  type MonthPeriod,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { sendProblem } from '../../platform/http/problem.ts';
import { sendCsv } from '../../platform/http/csv.ts';
import { COUNT_KEYS } from './metrics.ts';
import { readMonth, type MonthDeps } from './read-month.ts';

const params = z.object({ library: idSchema });
export const monthQuerySchema = z.object({ month: askedMonthSchema.optional().describe('Absent: the current month.') });
const tags = ['metrics'];

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

export const refuseMonth = (reply: FastifyReply): FastifyReply => {
  sendProblem(reply, 422, 'invalid-request', 'This month has not begun.', [
    { field: 'month', message: 'should be this month or an earlier one' },
  ]);
  return reply;
};

export function monthRoutes(deps: MonthDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/libraries/:library/metrics/month',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params,
          querystring: monthQuerySchema,
          response: { 200: monthMetricsSchema, 422: problemSchema },
          tags,
          summary: 'A civil month beside the month before and the same month last year',
        },
      },
      async ({ params: { library }, query: { month } }, reply) =>
        (await readMonth(deps, library, month)) ?? refuseMonth(reply),
    );

    app.get(
      '/v1/libraries/:library/metrics/month.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params,
          querystring: monthQuerySchema,
          response: { 200: { description: 'One row a month.', content: { 'text/csv': { schema: z.string() } } } },
          tags,
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const metrics = await readMonth(deps, library, query.month);
        if (metrics === null) return refuseMonth(reply);
        const { name, month, lastMonth, lastYear } = metrics;
        const rows = [month, lastMonth, lastYear].map((period) => toMonthRow(name, period));
        return sendCsv(reply, `${library}-${month.month}`, [MONTH_HEADER, ...rows]);
      },
    );
  };
}
