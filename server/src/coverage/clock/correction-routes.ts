// In:    a library in the path; what somebody says of hours that it was to work at a shared desk.
// Out:   what the library and the coordinator say of them.
// Never: lets a library speak for the coordinator, or the coordinator for a library.
import { dutyCorrectionsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { scopeOf } from '../../accounts/scope.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { serve } from '../../platform/http/serve.ts';
import { toShownCorrection } from './correction.ts';
import { saveDutyCorrection } from './correction-store.ts';

export const correctionRoutes =
  ({ database }: { database: Database }) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, dutyCorrectionsApi.correct, async ({ library, body, by, atMs, sent }) => {
      const side = scopeOf(by) === 'all' ? 'coordinator' : 'library';
      const made = { library, side, change: body, by, atMs, sent } as const;
      // Whose hours they are depends on what other libraries gave and took; the route has checked whose they are now.
      const corrections = await acrossLibraries(() => saveDutyCorrection(database, made));
      return { corrections: corrections.map(toShownCorrection) };
    });
  };
