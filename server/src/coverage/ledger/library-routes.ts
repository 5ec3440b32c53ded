// In:    a library in the path, a period.
// Out:   the availability that its patrons were shown, its accuracy, and unmet demand.
// Never: checks access: http/access.ts declares who may call a route.
import { coverageApi, type LibraryCoverage } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound } from '../../platform/refusal.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { loadPresenceIntervals } from '../presence/interval-store.ts';
import { civilDays, partsOf } from './days.ts';
import { LIBRARY_DEFINITIONS } from './definitions.ts';
import { MISSED_WEEKS, missedOf } from './missed.ts';
import { readPeriod } from './period.ts';
import { loadMissed, loadDisplayed } from './store.ts';
import { accuracyOf, displayedLengths, displayedMinutes, type DisplayedLength } from './displayed-state.ts';

export interface LibraryCoverageDeps {
  database: Database;
  registry: Pick<Registry, 'library'>;
}

export function libraryCoverageRoutes({ database, registry }: LibraryCoverageDeps) {
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

  return async (app: FastifyInstance): Promise<void> =>
    serve(
      app,
      coverageApi.getLibrary,
      ({ library: id, query, atMs }) => {
        const library = registry.library(id);
        if (library === undefined) throw notFound();
        return coverageOf(library, readPeriod(query, library.zone, atMs), atMs);
      },
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );
}
