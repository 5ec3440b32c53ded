// In:    a civil month.
// Out:   "By the Numbers" of all libraries together, as JSON, as CSV and as text for a mailing list.
import { reportsApi, type CooperativeReport } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { COUNT_KEYS } from '../../visibility/metrics/metrics.ts';
import { MONTH_HEADER, toMonthRow } from '../../visibility/metrics/month-routes.ts';
import { cooperativeText } from './cooperative-text.ts';
import { messages } from './messages.ts';
import { readCooperative, type CooperativeDeps } from './read-cooperative.ts';

const HEADER = [
  ...MONTH_HEADER,
  'libraries that counted the whole month',
  'scheduled (minutes)',
  'covered (minutes)',
  'not observed (minutes)',
  'coverage (share)',
  'libraries with scheduled time',
  'questions of the year',
  'method (CT count, ES estimate)',
  'first day of the year',
  'last day of the year',
  'libraries with questions',
  'patrons asked for a rating',
  'patrons who rated',
  'good ratings',
  'libraries with ratings',
];

const RATING_KEYS = ['chats', 'answered', 'good', 'libraries'] as const;

const coverageCells = (sum: CooperativeReport['libraries'][number]['coverage']): (string | number)[] => [
  sum?.scheduled ?? '',
  sum?.covered ?? '',
  sum?.unmonitored ?? '',
  sum?.value ?? '',
];

function toRows({ periods, coverage, questions, rating, libraries }: CooperativeReport): (string | number)[][] {
  const { month, counts, clickThrough, libraries: whole } = periods.month;
  const { from = '', to = '', days = '' } = libraries[0]?.month ?? {};
  const method = questions === null ? '' : questions.estimated === 0 ? 'CT' : 'ES';
  return [
    ...libraries.map(({ name, month: period, coverage: own, questions: asked }) => [
      ...toMonthRow(name, period),
      '',
      ...coverageCells(own),
      '',
      asked?.value ?? '',
      asked?.method ?? '',
      asked?.from ?? '',
      asked?.to ?? '',
      '',
      ...RATING_KEYS.map(() => ''),
    ]),
    [
      messages.allLibraries,
      month,
      from,
      to,
      days,
      '',
      ...COUNT_KEYS.map((key) => counts?.[key] ?? ''),
      ...[clickThrough?.value, clickThrough?.low, clickThrough?.high].map((share) => share ?? ''),
      whole,
      ...coverageCells(coverage?.sum ?? null),
      coverage?.libraries ?? 0,
      questions?.value ?? '',
      method,
      questions?.from ?? '',
      questions?.to ?? '',
      questions?.libraries ?? 0,
      ...RATING_KEYS.map((key) => rating?.[key] ?? ''),
    ],
  ];
}

export const cooperativeReportRoutes =
  (deps: CooperativeDeps): FastifyPluginAsyncZod =>
  async (app) => {
    const answerWithinMs = LONG_READ_WITHIN_MS;
    const config = { access: 'coordinator', isHeavy: true, answerWithinMs } as const;
    const querystring = reportsApi.getCooperative.query;

    serve(app, reportsApi.getCooperative, async ({ query }) => (await readCooperative(deps, query.month)).report, {
      answerWithinMs,
    });

    app.get(
      '/v1/report.csv',
      {
        config,
        schema: {
          querystring,
          response: {
            200: { description: 'One row a library, and the sums.', content: { 'text/csv': { schema: z.string() } } },
          },
          tags: ['reports'],
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ query: { month } }, reply) => {
        const { report } = await readCooperative(deps, month);
        return sendCsv(reply, `all-report-${report.month}`, [HEADER, ...toRows(report)]);
      },
    );

    app.get(
      '/v1/report.txt',
      {
        config,
        schema: {
          querystring,
          response: {
            200: { description: 'Lines of at most 72 columns.', content: { 'text/plain': { schema: z.string() } } },
          },
          tags: ['reports'],
          summary: 'The sums as text for a mailing list, without a figure below 5',
        },
      },
      async ({ query: { month } }, reply) => {
        const { report, libraries } = await readCooperative(deps, month);
        return reply.header('content-type', 'text/plain; charset=utf-8').send(cooperativeText(report, libraries));
      },
    );
  };
