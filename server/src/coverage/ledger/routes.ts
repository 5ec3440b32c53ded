// In:    a queue in the path; a period, or a correction.
// Out:   its coverage with its ledger; a stored correction; the current status of all queues, worst first.
// Never: checks access: http/access.ts declares who may call a route and correct a queue.
import {
  correctionChangeSchema,
  correctionSchema,
  coverageNowSchema,
  idSchema,
  problemSchema,
  queueCoverageSchema,
  type CorrectionChange,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { queueParams } from '../../schedule/hours/route-shared.ts';
import { sendInChunks } from '../../platform/http/chunked-json.ts';
import { pageQuerySchema } from '../../platform/http/paging.ts';
import { sendNotFound, sendProblem, type FieldError } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import type { ScheduleStates } from '../../schedule/expansion/state-cache.ts';
import { loadCoverageNow } from './load-queue-status.ts';
import { periodQuerySchema, readPeriod } from './period.ts';
import { readQueueCoverage, toCorrection } from './queue-coverage.ts';
import { addCorrection } from './store.ts';

export interface CoverageDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'queue' | 'queuesByName' | 'library' | 'librariesOf'>;
  scheduleStates: ScheduleStates;
}

const CORRECTED_DAYS = 31;
/** The oldest possible start of a period. */
const OLDEST_DAYS = 400;
const tags = ['coverage'];

const MAX_QUEUES_ASKED = 100;
const momentQuerySchema = pageQuerySchema.extend({
  library: idSchema.optional().describe('Only queues of this library.'),
  queue: z
    .union([idSchema, z.array(idSchema).max(MAX_QUEUES_ASKED)])
    .transform((ids) => [ids].flat())
    .optional()
    .describe('Only these queues.'),
  shared: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('Only shared queues.'),
});

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

export function coverageRoutes(deps: CoverageDeps): FastifyPluginAsyncZod {
  const { database, clock, registry, scheduleStates } = deps;
  return async (app) => {
    app.get(
      '/v1/queues/:queue/coverage',
      {
        config: { access: 'own-queue', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          params: queueParams,
          querystring: periodQuerySchema,
          response: { 200: queueCoverageSchema, 422: problemSchema },
          tags,
          summary: "A queue's coverage over a period, with its ledger",
        },
      },
      async ({ params, query }, reply) => {
        const queue = registry.queue(params.queue);
        if (queue === undefined) return sendNotFound(reply);
        const nowMs = clock.now();
        const period = readPeriod(query, queue.zone, nowMs);
        if ('fault' in period)
          return sendProblem(reply, 422, 'invalid-request', 'This period is not valid.', [period.fault]);
        const coverage = await readQueueCoverage(database.db, queue, period, nowMs);
        // A desk that changes often has a ledger of megabytes.
        return coverage.ledger ? sendInChunks(reply, coverage) : coverage;
      },
    );

    app.post(
      '/v1/queues/:queue/corrections',
      {
        config: { access: 'editable-queue' },
        schema: {
          params: queueParams,
          body: correctionChangeSchema,
          response: { 201: correctionSchema, 403: problemSchema, 422: problemSchema },
          tags,
          summary: 'Correct a time range; what was observed is kept',
        },
      },
      async ({ params, body, account }, reply) => {
        const nowMs = clock.now();
        const errors = correctionFaults(body, nowMs);
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-correction', 'This time range cannot be corrected.', errors);
        const made = await addCorrection(database, params.queue, {
          startMs: Date.parse(body.start),
          endMs: Date.parse(body.end),
          kind: body.kind,
          why: body.why,
          by: account!,
          atMs: nowMs,
        });
        return reply.code(201).send(toCorrection(made));
      },
    );

    app.get(
      '/v1/coverage/now',
      {
        config: { access: 'signed-in', answerWithinMs: LONG_READ_WITHIN_MS },
        schema: {
          querystring: momentQuerySchema,
          response: { 200: coverageNowSchema },
          tags,
          summary: 'The current status of the queues in the session’s scope, worst first, in pages',
        },
      },
      async ({ account, query }, reply) => {
        if (account === null) return sendNotFound(reply);
        return sendInChunks(
          reply,
          await loadCoverageNow({ database, registry, scheduleStates }, account, query, clock.now()),
        );
      },
    );
  };
}
