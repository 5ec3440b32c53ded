// In:    a library in the path; a plan, days with a number of questions.
// Out:   a reporting year with its estimate, as JSON and CSV; a day's history; stored changes.
// Never: takes a row of a chat system's file: its counts alone.
import { idSchema, questionsApi, questionYearQuerySchema, READ_LEVELS } from '@askusnow/sdk/contract';
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
import type { FieldError } from '../../platform/http/problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
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
    serve(app, questionsApi.get, ({ library, query: { year } }) => read(library, year));

    app.get(
      '/v1/libraries/:library/questions.csv',
      {
        config: { access: 'own-library', scope: 'metrics:read' },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: questionYearQuerySchema,
          response: { 200: { description: 'One row a day.', content: { 'text/csv': { schema: z.string() } } } },
          tags: ['questions'],
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

    serve(app, questionsApi.history, async ({ library, date }) => ({
      entries: (await loadHistory(database.db, library, date)).map(toQuestionDay),
    }));
    serve(
      app,
      questionsApi.save,
      async ({ library, body: { source, days }, ...authorship }) => {
        const registered = registry.library(library)!;
        const today = windowOf(registered.zone, authorship.atMs, 1).to;
        const ahead = days.flatMap(({ date, state }, index): FieldError[] =>
          date > today && state === 'counted'
            ? [{ field: `days.${index}.date`, message: 'today or an earlier day; only a closed day can be ahead' }]
            : [],
        );
        if (ahead.length > 0) throw invalid(ahead);
        const words = registry.pageWords();
        const shown = days.map((day) => ({ ...day, pages: shownPages(day.pages, registered, words) }));
        await saveDays(database, library, { source, days: shown }, authorship);
      },
      { bodyLimit: BODY_LIMIT_BYTES },
    );
    serve(
      app,
      questionsApi.savePlan,
      ({ library, body, ...authorship }) => savePlan(database, library, body, authorship),
      { stored: ({ library }) => loadPlanView(database.db, library) },
    );
    const readShared = () => loadPlanView(database.db, null);
    serve(app, questionsApi.getSharedPlan, readShared);
    serve(app, questionsApi.saveSharedPlan, ({ body, ...authorship }) => savePlan(database, null, body, authorship), {
      stored: readShared,
    });
  };
}
