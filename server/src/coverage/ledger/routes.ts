// In:    a queue in the path; a period, or a correction.
// Out:   its coverage with its ledger; a stored correction; the current status of all queues, worst first.
// Never: checks access: http/access.ts declares who may call a route and correct a queue.
import { coverageApi, type CorrectionChange } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import type { ScheduleStates } from '../../schedule/expansion/state-cache.ts';
import { loadCoverageNow } from './load-queue-status.ts';
import { readPeriod } from './period.ts';
import { readQueueCoverage, toCorrection } from './queue-coverage.ts';
import { addCorrection } from './store.ts';

export interface CoverageDeps {
  database: Database;
  registry: Pick<Registry, 'queue' | 'queuesByName' | 'library' | 'librariesOf' | 'afterClosingMs' | 'holidays'>;
  scheduleStates: ScheduleStates;
}

const CORRECTED_DAYS = 31;
/** The oldest possible start of a period. */
const OLDEST_DAYS = 400;
/** What is wrong with a correction's start and end, by field. */
function correctionFaults({ start, end }: CorrectionChange, nowMs: number): FieldError[] {
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  if (endMs <= startMs) return [{ field: 'end', message: 'an instant after start' }];
  if (startMs < nowMs - OLDEST_DAYS * DAY_MS)
    return [{ field: 'start', message: `an instant of the last ${OLDEST_DAYS} days` }];
  if (endMs > nowMs) return [{ field: 'end', message: 'an instant that is past: what is to come cannot be corrected' }];
  return endMs - startMs > CORRECTED_DAYS * DAY_MS
    ? [{ field: 'end', message: `at most ${CORRECTED_DAYS} days after start` }]
    : [];
}

export const coverageRoutes =
  (deps: CoverageDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const { database, registry } = deps;
    const options = { answerWithinMs: LONG_READ_WITHIN_MS };

    serve(
      app,
      coverageApi.getQueue,
      async ({ queue: id, query, atMs }, reply) => {
        const queue = registry.queue(id);
        if (queue === undefined) throw notFound();
        const period = readPeriod(query, queue.zone, atMs);
        const coverage = await readQueueCoverage(database.db, queue, period, atMs);
        // A desk that changes often has a ledger of megabytes.
        return coverage.ledger ? sendInChunks(reply, coverage) : coverage;
      },
      options,
    );

    serve(app, coverageApi.correct, async ({ queue, body, ...authorship }) => {
      const errors = correctionFaults(body, authorship.atMs);
      if (errors.length > 0)
        throw new Refusal(422, 'invalid-correction', 'This time range cannot be corrected.', { errors });
      const { start, end, kind, why } = body;
      const made = { startMs: Date.parse(start), endMs: Date.parse(end), kind, why, ...authorship };
      return toCorrection(await addCorrection(database, queue, made));
    });

    serve(
      app,
      coverageApi.getNow,
      async ({ by, query, atMs }, reply) => sendInChunks(reply, await loadCoverageNow(deps, by, query, atMs)),
      options,
    );
  };
