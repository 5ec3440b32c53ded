// In:    a library in the path; a plan, days with a number of questions.
// Out:   a reporting year with its estimate, as JSON and CSV; a day's history; stored changes.
// Never: checks access: http/access.ts declares it. Takes a row of a chat system's file: its counts alone.
import {
  askedDateSchema,
  idSchema,
  problemSchema,
  questionChangeSchema,
  questionHistorySchema,
  questionYearSchema,
  READ_LEVELS,
  samplePlanChangeSchema,
  samplePlanViewSchema,
} from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isNamed } from '../../cooperative/key-page.ts';
import type { PageWords } from '../../cooperative/page-words.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendCsv } from '../../platform/http/csv.ts';
import { sendInvalid, sendProblem, sendStaleRevision, type FieldError } from '../../platform/http/problem.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { loadPlanView, savePlan } from './plan-store.ts';
import { loadHistory, saveDays } from './question-store.ts';
import { readQuestions, toQuestionDay } from './read-questions.ts';
import type { PageQuestions } from './tables.ts';

interface QuestionDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library' | 'pageWords'>;
}

const tags = ['questions'];
const params = z.object({ library: idSchema });
const querystring = z.object({
  year: z.coerce.number().int().min(2000).max(2099).optional().describe('Reporting year; absent: that of today.'),
});
/** A year of days, each with its pages. */
const BODY_LIMIT_BYTES = 512 * 1024;
const LEVELS = Array.from({ length: READ_LEVELS }, (_, index) => index + 1);
/** The browser reads the same columns when such a file is chosen. */
const CSV_HEADER = ['date', 'state', 'questions', ...LEVELS.map((level) => `READ ${level}`)];

/**
 * The pages of a day, by patterns that no visitor could have typed: a sender that does not make patterns, or a word that is
 * not published, stores nothing of an address.
 */
function shownPages(
  pages: readonly { page: string; questions: number }[],
  { keyPages }: Pick<RegisteredLibrary, 'keyPages'>,
  words: PageWords,
): PageQuestions {
  const shownAs = (page: string): string =>
    isNamed(keyPages, page) ? page : words.toCollapsed(words.collapse(toPagePattern(page)));
  return [...Map.groupBy(pages, ({ page }) => shownAs(page))].map(([page, its]) => ({
    page,
    questions: its.reduce((sum, { questions }) => sum + questions, 0),
  }));
}

export function questionRoutes({ database, clock, registry }: QuestionDeps): FastifyPluginAsyncZod {
  const read = (library: string, year: number | undefined) =>
    readQuestions(database, registry.library(library)!, year, clock.now());

  return async (app) => {
    app.get(
      '/v1/libraries/:library/questions',
      {
        // No token's scope: it names who entered a number.
        config: { access: 'own-library' },
        schema: {
          params,
          querystring,
          response: { 200: questionYearSchema },
          tags,
          summary: "A library's questions of a reporting year, counted and estimated",
        },
      },
      ({ params: { library }, query: { year } }) => read(library, year),
    );

    app.get(
      '/v1/libraries/:library/questions.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params,
          querystring,
          response: { 200: { description: 'One row a day.', content: { 'text/csv': { schema: z.string() } } } },
          tags,
          summary: 'The days with a number, as a file for a spreadsheet',
        },
      },
      async ({ params: { library }, query }, reply) => {
        const { year, days } = await read(library, query.year);
        const rows = days
          .filter(({ state }) => state !== 'removed')
          .map(({ date, state, questions, levels }) => [
            date,
            state,
            questions ?? '',
            ...LEVELS.map((level) => levels?.[level - 1] ?? ''),
          ]);
        return sendCsv(reply, `${library}-questions-${year}`, [CSV_HEADER, ...rows]);
      },
    );

    app.get(
      '/v1/libraries/:library/questions/:date',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ date: askedDateSchema }),
          response: { 200: questionHistorySchema },
          tags,
          summary: 'Every entry of a day: who entered what, and when',
        },
      },
      async ({ params: { library, date } }) => ({
        entries: (await loadHistory(database.db, library, date)).map(toQuestionDay),
      }),
    );

    app.put(
      '/v1/libraries/:library/questions',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: { access: 'own-library' },
        schema: {
          params,
          body: questionChangeSchema,
          response: { 204: z.null(), 409: problemSchema },
          tags,
          summary: 'Enter or correct the questions of days, all or none',
        },
      },
      async ({ params: { library }, body: { source, days }, account }, reply) => {
        const nowMs = clock.now();
        const today = windowOf(registry.library(library)!.zone, nowMs, 1).to;
        const ahead = days.flatMap(({ date, state }, index): FieldError[] =>
          date > today && state === 'counted'
            ? [{ field: `days.${index}.date`, message: 'today or an earlier day; only a closed day can be ahead' }]
            : [],
        );
        if (ahead.length > 0) return sendInvalid(reply, ahead);
        const registered = registry.library(library)!;
        const words = registry.pageWords();
        const shown = days.map((day) => ({ ...day, pages: shownPages(day.pages, registered, words) }));
        const stale = await saveDays(database, { library, source, days: shown, by: account!, atMs: nowMs });
        if (stale.length === 0) return reply.code(204).send(null);
        const errors = stale.map((date) => ({
          field: `days.${days.findIndex((day) => day.date === date)}.revision`,
          message: `somebody else has changed ${date}`,
        }));
        return sendProblem(
          reply,
          409,
          'stale-revision',
          'Somebody else has changed some of these days. Nothing was saved: compare both numbers, then save yours again.',
          errors,
        );
      },
    );

    app.put(
      '/v1/libraries/:library/questions/plan',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: samplePlanChangeSchema,
          response: { 200: samplePlanViewSchema, 409: problemSchema },
          tags,
          summary: 'Choose the weeks in which a library counts its questions',
        },
      },
      async ({ params: { library }, body, account }, reply) => {
        const isSaved = await savePlan(database, { library, ...body, by: account!, atMs: clock.now() });
        return isSaved ? loadPlanView(database.db, library) : sendStaleRevision(reply, 'plan');
      },
    );

    app.get(
      '/v1/questions/plan',
      {
        config: { access: 'staff' },
        schema: { response: { 200: samplePlanViewSchema }, tags, summary: 'The plan for all libraries' },
      },
      () => loadPlanView(database.db, null),
    );

    app.put(
      '/v1/questions/plan',
      {
        config: { access: 'coordinator' },
        schema: {
          body: samplePlanChangeSchema,
          response: { 200: samplePlanViewSchema, 409: problemSchema },
          tags,
          summary: 'Choose the weeks for all libraries without a plan of their own',
        },
      },
      async ({ body, account }, reply) => {
        const isSaved = await savePlan(database, { library: null, ...body, by: account!, atMs: clock.now() });
        return isSaved ? loadPlanView(database.db, null) : sendStaleRevision(reply, 'plan');
      },
    );
  };
}
