// In:    a library in the path, a civil month; a person's comment.
// Out:   "By the Numbers" as JSON and as CSV; a stored comment.
import { idSchema, reportsApi, type MonthReport } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { Refusal } from '../../platform/refusal.ts';
import { MONTH_HEADER, toMonthRow } from '../../visibility/metrics/month-routes.ts';
import { loadComment, saveComment } from './comment-store.ts';
import { knownRating } from './cooperative-sums.ts';
import { monthText } from './month-text.ts';
import { readReport, type ReportDeps } from './read-report.ts';
import { shownMonth } from './shown-month.ts';

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
  'owed at shared desks (minutes)',
  'given at shared desks (minutes)',
  'not known at shared desks (minutes)',
  'patrons asked for a rating',
  'patrons who rated',
  'good ratings',
];

const PERIODS = ['month', 'lastMonth', 'lastYear'] as const;

const toRow = (
  { metrics, coverage, rating, score, sharedDesk, comment }: MonthReport,
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
  ...(['owed', 'given', 'unmonitored'] as const).map((key) =>
    which === 'month' && sharedDesk?.figures ? sharedDesk.figures[key] : '',
  ),
  ...(['chats', 'answered', 'good'] as const).map((key) => knownRating(rating[which])?.[key] ?? ''),
];

export const reportRoutes =
  (deps: ReportDeps): FastifyPluginAsyncZod =>
  async (app) => {
    const answerWithinMs = LONG_READ_WITHIN_MS;
    const config = { access: 'own-library', scope: 'metrics:read', isHeavy: true, answerWithinMs } as const;
    const querystring = reportsApi.get.query;

    serve(app, reportsApi.get, ({ library, query }) => readReport(deps, library, query.month), { answerWithinMs });

    app.get(
      '/v1/libraries/:library/report.csv',
      {
        config,
        schema: {
          params,
          querystring,
          response: { 200: { description: 'One row a month.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['reports'],
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const report = await readReport(deps, library, query.month);
        const rows = PERIODS.map((which) => toRow(report, which));
        return sendCsv(reply, `${library}-report-${report.metrics.month.month}`, [HEADER, ...rows]);
      },
    );

    app.get(
      '/v1/libraries/:library/report.txt',
      {
        config,
        schema: {
          params,
          querystring,
          response: {
            200: { description: 'Lines of at most 72 columns.', content: { 'text/plain': { schema: z.string() } } },
          },
          tags: ['reports'],
          summary: 'The same as text for a mailing list, without a figure below 5; of a month that is over',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const shown = shownMonth(await readReport(deps, library, query.month));
        if (shown === null) throw new Refusal(409, 'month-not-over', 'This month is not over. Choose an earlier one.');
        return reply.header('content-type', 'text/plain; charset=utf-8').send(monthText(shown));
      },
    );

    serve(
      app,
      reportsApi.setComment,
      ({ library, month, body, ...authorship }) => saveComment(deps.database, library, month, body, authorship),
      { stored: ({ library, month }) => loadComment(deps.database.db, library, month) },
    );
  };
