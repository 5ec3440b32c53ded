// In:    a library in the path, a period.
// Out:   the availability that its patrons were shown, its accuracy, and unmet demand.
// Never: checks access: http/access.ts declares who may call a route.
import { idSchema, libraryCoverageSchema, problemSchema, type LibraryCoverage } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { loadPresenceIntervals } from '../presence/interval-store.ts';
import { civilDays, partsOf } from './days.ts';
import { LIBRARY_DEFINITIONS } from './definitions.ts';
import { MISSED_WEEKS, missedOf } from './missed.ts';
import { periodQuerySchema, readPeriod } from './period.ts';
import { loadMissed, loadDisplayed } from './store.ts';
import { accuracyOf, displayedLengths, displayedMinutes, type DisplayedLength } from './displayed-state.ts';

export interface LibraryCoverageDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

export function libraryCoverageRoutes({ database, clock, registry }: LibraryCoverageDeps): FastifyPluginAsyncZod {
  const { db } = database;

  const coverageOf = async (
    { id, zone, queues }: RegisteredLibrary,
    period: Interval,
    nowMs: number,
  ): Promise<LibraryCoverage> => {
    const ids = queues.map(({ queueId }) => queueId);
    const lengths: DisplayedLength[] = [];
    let sinceMs: number | undefined;
    const accuracy: LibraryCoverage['accuracy'] = [];
    for (const part of partsOf(civilDays(zone, period), period)) {
      const told = await loadDisplayed(db, id, part);
      const presence = await loadPresenceIntervals(db, ids, part.startMs, part.endMs);
      const named = queues.map(({ tier, queueId }) => ({ tier, presence: presence.get(queueId) ?? [] }));
      sinceMs ??= told[0]?.startMs;
      lengths.push(...displayedLengths(told));
      accuracy.push(...accuracyOf(told, named, part.days));
      // Yields to other requests, on either engine.
      await new Promise(setImmediate);
    }
    const weeks = windowOf(zone, nowMs, MISSED_WEEKS * 7);
    const { counts, since } = await loadMissed(db, id, weeks);
    const counted = since === null ? [] : daysOf({ from: since, to: weeks.to });
    return {
      library: id,
      zone,
      from: toInstant(period.startMs),
      to: toInstant(period.endMs),
      told: { ...displayedMinutes(lengths), since: sinceMs === undefined ? null : toInstant(sinceMs) },
      missed: missedOf(counts, counted.length),
      accuracy,
      definitions: LIBRARY_DEFINITIONS,
    };
  };

  return async (app) => {
    app.get(
      '/v1/libraries/:library/coverage',
      {
        config: { access: 'own-library', scope: 'coverage:read', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          params: z.object({ library: idSchema }),
          querystring: periodQuerySchema,
          response: { 200: libraryCoverageSchema, 422: problemSchema },
          tags: ['coverage'],
          summary: "The availability shown to a library's patrons over a period, and unmet demand",
        },
      },
      async ({ params, query }, reply) => {
        const library = registry.library(params.library);
        if (library === undefined) return sendNotFound(reply);
        const nowMs = clock.now();
        const period = readPeriod(query, library.zone, nowMs);
        if ('fault' in period)
          return sendProblem(reply, 422, 'invalid-request', 'This period is not valid.', [period.fault]);
        return coverageOf(library, period, nowMs);
      },
    );
  };
}
