// In:    a library in the path; months of counted answers.
// Out:   what patrons answered by month; stored months.
// Never: takes a row of a chat system's file, or a free text: counts of choices alone.
import { surveysApi } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { invalid } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { monthOf } from '../../visibility/metrics/month.ts';
import { loadSurvey, saveSurvey } from './survey-store.ts';

interface SurveyDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
}

/** 24 months of ten questions with twelve answers each. */
const BODY_LIMIT_BYTES = 512 * 1024;

export const surveyRoutes =
  ({ database, registry }: SurveyDeps): FastifyPluginAsyncZod =>
  async (app) => {
    serve(app, surveysApi.get, async ({ library }) => ({
      library,
      zone: registry.library(library)!.zone,
      months: await loadSurvey(database.db, library),
    }));
    serve(
      app,
      surveysApi.save,
      async ({ library, body, ...authorship }) => {
        const now = monthOf(windowOf(registry.library(library)!.zone, authorship.atMs, 1).to);
        const ahead = body.months.flatMap(({ month }, index) =>
          month > now ? [{ field: `months.${index}.month`, message: 'this month or an earlier one' }] : [],
        );
        if (ahead.length > 0) throw invalid(ahead);
        await saveSurvey(database, library, body, authorship);
      },
      { bodyLimit: BODY_LIMIT_BYTES },
    );
  };
