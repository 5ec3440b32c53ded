// In:    a fiscal year.
// Out:   the sheet for the state program report as JSON and as CSV: all libraries for the coordinator, else the reader's own.
import { stateSheetApi, type StateRow, type StateSheet } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendCsv } from '../../platform/http/csv.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { VALUES } from '../../coverage/contribution/contribution.ts';
import { readSheet, type SheetDeps } from './read-sheet.ts';

const HEADER = [
  'library',
  'fiscal year',
  'first day',
  'last day',
  'clicks',
  'clicks counted from',
  'questions',
  'questions low (95 %)',
  'questions high (95 %)',
  'questions method',
  'scheduled (hours)',
  'covered (hours)',
  'not observed (hours)',
  'schedule stored from',
  'places at the end of the year',
  'partners at the end of the year',
  'practice clicks',
  'training sessions',
  'training headcount',
  'follow-ups due',
  'follow-ups resolved within 72 hours',
  'follow-ups kept from',
  'questions by',
  'owed at shared desks (hours)',
  'given at shared desks (hours)',
  'missed at shared desks (hours)',
  'not known at shared desks (hours)',
  'contribution',
  'contribution is',
  'clicks to check',
];

/** To a tenth of an hour. */
const hours = (minutes: number | undefined): number | string =>
  minutes === undefined ? '' : Math.round(minutes / 6) / 10;

type Figures = Omit<StateRow, 'library' | 'questions'> & {
  questions: StateRow['questions'] | NonNullable<StateSheet['total']>['questions'];
  partners: number;
};

const toRow = (name: string, { year, from, to, contribution }: StateSheet, figures: Figures): (string | number)[] => [
  name,
  year,
  from,
  to,
  figures.clicks ?? '',
  figures.clicksSince ?? '',
  figures.questions?.value ?? '',
  figures.questions?.low ?? '',
  figures.questions?.high ?? '',
  figures.questions?.method ?? '',
  hours(figures.hours?.scheduled),
  hours(figures.hours?.covered),
  hours(figures.hours?.unmonitored),
  figures.hoursSince ?? '',
  figures.placements,
  figures.partners,
  figures.practice,
  figures.training.sessions,
  figures.training.headcount,
  figures.followUps?.due ?? '',
  figures.followUps?.inTime ?? '',
  figures.followUpsSince ?? '',
  figures.questions && 'basis' in figures.questions ? figures.questions.basis : '',
  hours(figures.given?.owed),
  hours(figures.given?.given),
  hours(figures.given?.missed),
  hours(figures.given?.unmonitored),
  figures.given?.value ?? '',
  VALUES[contribution],
  figures.clicks === null ? '' : figures.clicksToCheck,
];

const SINCE_OF_TOTAL = { clicksSince: null, hoursSince: null, followUpsSince: null };

const toRows = (sheet: StateSheet): (string | number)[][] => [
  ...sheet.libraries.map((row) => toRow(row.library.name, sheet, { ...row, partners: row.placements > 0 ? 1 : 0 })),
  ...(sheet.total === null ? [] : [toRow('All libraries', sheet, { ...sheet.total, ...SINCE_OF_TOTAL })]),
];

export const stateSheetRoutes =
  (deps: SheetDeps): FastifyPluginAsyncZod =>
  async (app) => {
    serve(app, stateSheetApi.get, ({ query, by }) => readSheet(deps, by, query.year), {
      answerWithinMs: LONG_READ_WITHIN_MS,
    });

    app.get(
      '/v1/state-sheet.csv',
      {
        config: { access: 'staff', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          querystring: stateSheetApi.get.query,
          response: { 200: { description: 'One row a library.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['reports'],
          summary: 'The same, as a file for a spreadsheet',
        },
      },
      async ({ query, account }, reply) => {
        const sheet = await readSheet(deps, account!, query.year);
        return sendCsv(reply, `state-sheet-${sheet.year}`, [HEADER, ...toRows(sheet)]);
      },
    );
  };
