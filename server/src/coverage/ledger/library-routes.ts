// In:    a library in the path, a period.
// Out:   the availability that its patrons were shown, its accuracy, and unmet demand.
// Never: checks access: http/access.ts declares who may call a route.
import { coverageApi, type LibraryCoverage } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound } from '../../platform/refusal.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { toShownHours } from '../../schedule/hours/after-closing.ts';
import { loadQueues, type QueueRecord } from '../../schedule/hours/store.ts';
import { loadPresenceIntervals } from '../presence/interval-store.ts';
import { civilDays, partsOf } from './days.ts';
import { LIBRARY_DEFINITIONS } from './definitions.ts';
import { MISSED_WEEKS, missedOf } from './missed.ts';
import { readPeriod } from './period.ts';
import { loadMissed, loadDisplayed } from './store.ts';
import { accuracyOf, displayedLengths, displayedMinutes, type DisplayedLength } from './displayed-state.ts';

export interface LibraryCoverageDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'afterClosingMs'>;
}

/** So far back the last closing before a part is looked for: a long weekend. */
const HOURS_BEFORE_MS = 4 * DAY_MS;

export function libraryCoverageRoutes({ database, registry }: LibraryCoverageDeps) {
  const { db } = database;

  /** By the hours as they were then, from where they are known; days that an exception opens as they are now. */
  const shownHoursOf = (record: QueueRecord | undefined, hours: Interval[], window: Interval): Interval[] | null => {
    const [first] = hours;
    if (record === undefined || record.hours.weekly === null || first === undefined) return null;
    const shown = toShownHours(record, hours, window, registry.afterClosingMs());
    return mergeIntervals([{ startMs: window.startMs, endMs: first.startMs }, ...shown]);
  };

  const coverageOf = async (
    { id, zone, queues }: RegisteredLibrary,
    period: Interval,
    nowMs: number,
  ): Promise<LibraryCoverage> => {
    const ids = queues.map(({ queueId }) => queueId);
    const records = new Map((await loadQueues(database, ids)).map((record) => [record.id, record]));
    const lengths: DisplayedLength[] = [];
    let sinceMs: number | undefined;
    const accuracy: LibraryCoverage['accuracy'] = [];
    for (const part of partsOf(civilDays(zone, period), period)) {
      const told = await loadDisplayed(db, id, part);
      const presence = await loadPresenceIntervals(db, ids, part.startMs, part.endMs);
      const window = { startMs: part.startMs - HOURS_BEFORE_MS, endMs: part.endMs + DAY_MS };
      const ranges = await loadRanges(db, ids, window.startMs, window.endMs);
      const named = queues.map(({ tier, queueId }) => ({
        tier,
        presence: presence.get(queueId) ?? [],
        shownHours: shownHoursOf(records.get(queueId), ranges.get(queueId)?.hours ?? [], window),
      }));
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
