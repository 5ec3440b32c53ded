// In:    a library in the path, a civil month in the query.
// Out:   the month beside the one before and the same month last year, as JSON and as CSV.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  EVENT_SUMS,
  idSchema,
  monthMetricsSchema,
  monthSchema,
  problemSchema,
  type MonthMetrics,
  type MonthPeriod,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { sendProblem } from '../../platform/http/problem.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { toCsv } from '../../platform/http/csv.ts';
import { MONTH_DEFINITIONS } from './definitions.ts';
import { monthOf, monthWindows, toMonthPeriod } from './month.ts';
import { COUNT_KEYS, sumCounts } from './metrics.ts';
import type { MetricsDeps } from './routes.ts';
import { loadDaysOf, loadViewports } from './store.ts';

const params = z.object({ library: idSchema });
const querystring = z.object({ month: monthSchema.optional().describe('Absent: the current month.') });
const tags = ['metrics'];

const CSV_HEADER = [
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

function toRow(name: string, period: MonthPeriod): (string | number)[] {
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

const refuse = (reply: FastifyReply): FastifyReply => {
  sendProblem(reply, 422, 'invalid-request', 'This month has not begun.', [
    { field: 'month', message: 'should be this month or an earlier one' },
  ]);
  return reply;
};

export function monthRoutes({ database, clock, registry }: MetricsDeps): FastifyPluginAsyncZod {
  /** Null: the month has not begun. */
  const readMonth = async (id: string, asked: string | undefined): Promise<MonthMetrics | null> => {
    const { name, zone } = registry.library(id)!;
    const today = windowOf(zone, clock.now(), 1).to;
    const windows = monthWindows(asked ?? monthOf(today), today);
    if (windows === null) return null;
    const { isOver, month, lastMonth, lastYear } = windows;
    const [{ days, countingSince }, byViewport] = await Promise.all([
      loadDaysOf(database.db, id, [month, lastMonth, lastYear]),
      loadViewports(database.db, id, month),
    ]);
    const byDate = new Map(days.map((day) => [day.date, day]));
    const none = sumCounts([]);
    const period = (window: typeof month): MonthPeriod => toMonthPeriod(window, days, countingSince);
    return {
      library: id,
      name,
      zone,
      isOver,
      month: period(month),
      lastMonth: period(lastMonth),
      lastYear: period(lastYear),
      byDay: daysOf(month).map((date) => byDate.get(date) ?? { date, ...none }),
      byViewport,
      countingSince,
      definitions: MONTH_DEFINITIONS,
    };
  };

  return async (app) => {
    app.get(
      '/v1/libraries/:library/metrics/month',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params,
          querystring,
          response: { 200: monthMetricsSchema, 422: problemSchema },
          tags,
          summary: 'A civil month beside the month before and the same month last year',
        },
      },
      async ({ params: { library }, query: { month } }, reply) => (await readMonth(library, month)) ?? refuse(reply),
    );

    app.get(
      '/v1/libraries/:library/metrics/month.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params,
          querystring,
          response: { 200: { description: 'One row a month.', content: { 'text/csv': { schema: z.string() } } } },
          tags,
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const metrics = await readMonth(library, query.month);
        if (metrics === null) return refuse(reply);
        const { name, month, lastMonth, lastYear } = metrics;
        const rows = [month, lastMonth, lastYear].map((period) => toRow(name, period));
        return reply
          .header('content-type', 'text/csv; charset=utf-8; header=present')
          .header('content-disposition', `attachment; filename="askusnow-${library}-${month.month}.csv"`)
          .send(toCsv([CSV_HEADER, ...rows]));
      },
    );
  };
}
