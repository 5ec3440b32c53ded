// In:    a library in the path, a civil month; a person's comment.
// Out:   "By the Numbers" as JSON and as CSV; a stored comment.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  askedMonthSchema,
  idSchema,
  monthCommentChangeSchema,
  monthCommentSchema,
  monthQuerySchema,
  monthReportSchema,
  problemSchema,
  type MonthReport,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toCsv } from '../../platform/http/csv.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { MONTH_HEADER, toMonthRow } from '../../visibility/metrics/month-routes.ts';
import type { MonthDeps } from '../../visibility/metrics/read-month.ts';
import { saveComment } from './comment-store.ts';
import { monthText } from './month-text.ts';
import { readReport } from './read-report.ts';
import { shownMonth } from './shown-month.ts';

const tags = ['reports'];
const params = z.object({ library: idSchema });

const HEADER = [
  ...MONTH_HEADER,
  'scheduled (minutes)',
  'covered (minutes)',
  'not observed (minutes)',
  'coverage (share)',
  'visibility score low (share)',
  'visibility score high (share)',
  'comment',
];

const PERIODS = ['month', 'lastMonth', 'lastYear'] as const;

const toRow = (
  { metrics, coverage, score, comment }: MonthReport,
  which: (typeof PERIODS)[number],
): (string | number)[] => [
  ...toMonthRow(metrics.name, metrics[which]),
  coverage[which]?.scheduled ?? '',
  coverage[which]?.covered ?? '',
  coverage[which]?.unmonitored ?? '',
  coverage[which]?.value ?? '',
  score[which]?.low ?? '',
  score[which]?.high ?? '',
  which === 'month' ? comment.text : '',
];

export function reportRoutes(deps: MonthDeps): FastifyPluginAsyncZod {
  const { database, clock } = deps;
  const config = {
    access: 'own-library',
    scope: 'metrics:read',
    isHeavy: true,
    answerWithinMs: LONG_READ_WITHIN_MS,
  } as const;

  return async (app) => {
    app.get(
      '/v1/libraries/:library/report',
      {
        config,
        schema: {
          params,
          querystring: monthQuerySchema,
          response: { 200: monthReportSchema, 422: problemSchema },
          tags,
          summary: '“By the Numbers”: a month beside two others, coverage, score, what improved, a comment',
        },
      },
      ({ params: { library }, query: { month } }) => readReport(deps, library, month),
    );

    app.get(
      '/v1/libraries/:library/report.csv',
      {
        config,
        schema: {
          params,
          querystring: monthQuerySchema,
          response: { 200: { description: 'One row a month.', content: { 'text/csv': { schema: z.string() } } } },
          tags,
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const report = await readReport(deps, library, query.month);
        return reply
          .header('content-type', 'text/csv; charset=utf-8; header=present')
          .header(
            'content-disposition',
            `attachment; filename="askusnow-${library}-report-${report.metrics.month.month}.csv"`,
          )
          .send(toCsv([HEADER, ...PERIODS.map((which) => toRow(report, which))]));
      },
    );

    app.get(
      '/v1/libraries/:library/report.txt',
      {
        config,
        schema: {
          params,
          querystring: monthQuerySchema,
          response: {
            200: { description: 'Lines of at most 72 columns.', content: { 'text/plain': { schema: z.string() } } },
          },
          tags,
          summary: 'The same as text for a mailing list, without a figure below 5; of a month that is over',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const report = await readReport(deps, library, query.month);
        const shown = shownMonth(report);
        if (shown === null)
          return sendProblem(reply, 409, 'month-not-over', 'This month is not over. Choose an earlier one.');
        return reply.header('content-type', 'text/plain; charset=utf-8').send(monthText(shown));
      },
    );

    app.put(
      '/v1/libraries/:library/comments/:month',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ month: askedMonthSchema }),
          body: monthCommentChangeSchema,
          response: { 200: monthCommentSchema, 409: problemSchema },
          tags,
          summary: 'Write the comment on a month',
        },
      },
      async ({ params: { library, month }, body, account }, reply) => {
        const saved = await saveComment(database, library, month, body, { by: account!, atMs: clock.now() });
        if (saved === 'stale')
          return sendProblem(reply, 409, 'stale-version', 'Somebody else has changed this comment since you read it.');
        return saved;
      },
    );
  };
}
