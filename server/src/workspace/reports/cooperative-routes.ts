// In:    a civil month.
// Out:   "By the Numbers" of all libraries together, as JSON, as CSV and as text for a mailing list.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  askedMonthSchema,
  cooperativeReportSchema,
  problemSchema,
  type CooperativeReport,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toCsv } from '../../platform/http/csv.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { COUNT_KEYS } from '../../visibility/metrics/metrics.ts';
import { MONTH_HEADER, toMonthRow } from '../../visibility/metrics/month-routes.ts';
import { cooperativeText } from './cooperative-text.ts';
import { messages } from './messages.ts';
import { readCooperative, type CooperativeDeps } from './read-cooperative.ts';

const tags = ['reports'];
const querystring = z.object({ month: askedMonthSchema.optional().describe('Absent: the last month that is over.') });

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
];

const coverageCells = (sum: CooperativeReport['libraries'][number]['coverage']): (string | number)[] => [
  sum?.scheduled ?? '',
  sum?.covered ?? '',
  sum?.unmonitored ?? '',
  sum?.value ?? '',
];

function toRows({ periods, coverage, questions, libraries }: CooperativeReport): (string | number)[][] {
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
    ],
  ];
}

const refuse = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, 422, 'invalid-request', 'This month is not over. Choose an earlier one.', [
    { field: 'month', message: 'should be a month that is over' },
  ]);

export function cooperativeReportRoutes(deps: CooperativeDeps): FastifyPluginAsyncZod {
  const config = { access: 'coordinator', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS } as const;
  return async (app) => {
    app.get(
      '/v1/report',
      {
        config,
        schema: {
          querystring,
          response: { 200: cooperativeReportSchema, 422: problemSchema },
          tags,
          summary: '“By the Numbers” of all libraries together, with each library’s part',
        },
      },
      async ({ query: { month } }, reply) => (await readCooperative(deps, month))?.report ?? refuse(reply),
    );

    app.get(
      '/v1/report.csv',
      {
        config,
        schema: {
          querystring,
          response: {
            200: { description: 'One row a library, and the sums.', content: { 'text/csv': { schema: z.string() } } },
          },
          tags,
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ query: { month } }, reply) => {
        const read = await readCooperative(deps, month);
        if (read === null) return refuse(reply);
        return reply
          .header('content-type', 'text/csv; charset=utf-8; header=present')
          .header('content-disposition', `attachment; filename="askusnow-all-report-${read.report.month}.csv"`)
          .send(toCsv([HEADER, ...toRows(read.report)]));
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
          tags,
          summary: 'The sums as text for a mailing list, without a figure below 5',
        },
      },
      async ({ query: { month } }, reply) => {
        const read = await readCooperative(deps, month);
        if (read === null) return refuse(reply);
        return reply
          .header('content-type', 'text/plain; charset=utf-8')
          .send(cooperativeText(read.report, read.libraries));
      },
    );
  };
}
