// In:    a queue in the path, its shifts in the body.
// Out:   its shifts, from rules and the calendar; a stored and notified change.
// Never: checks access: http/access.ts declares who may call a route and change a queue.
import {
  problemSchema,
  queueShiftsSchema,
  shiftsChangeSchema,
  type QueueShifts,
  type ShiftFeed,
  type ShiftRule,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { queueParams } from '../hours/route-shared.ts';
import { mayEdit } from '../../accounts/scope.ts';
import type { Account } from '../../platform/http/access.ts';
import { sendStale } from '../send-stale.ts';
import { sendNotFound, sendProblem, type FieldError } from '../../platform/http/problem.ts';
import { checkShifts } from './check.ts';
import { loadShifts, saveShifts, type ShiftsRecord } from './store.ts';

export interface ShiftsDeps {
  database: Database;
  clock: Clock;
}

const tags = ['shifts'];

/** A calendar's address lets anybody read it, with people's names: accounts that may not change it see its host only. */
const toShownFeed = (feed: ShiftFeed, isWhole: boolean): ShiftFeed =>
  isWhole ? feed : { ...feed, url: new URL(feed.url).origin };

/** A queue's shifts as this account may see and change them. */
const toQueueShifts = (record: ShiftsRecord, account: Account | null): QueueShifts => ({
  queue: record.id,
  name: record.name,
  zone: record.zone,
  shifts: record.shifts,
  feed: record.feed && toShownFeed(record.feed, mayEdit(account, record)),
  revision: record.revision,
  editable: mayEdit(account, record),
});

/** Sends the result of a change of shifts or of their calendar. */
export function sendShifts(
  reply: FastifyReply,
  saved: ShiftsRecord | 'stale' | 'unknown',
  account: Account | null,
): FastifyReply | QueueShifts {
  if (saved === 'unknown') return sendNotFound(reply);
  return saved === 'stale' ? sendStale(reply, 'shifts') : toQueueShifts(saved, account);
}

export const shiftsFaults = (shifts: readonly ShiftRule[]): FieldError[] =>
  checkShifts(shifts).map(({ path, message }) => ({ field: ['shifts', ...path].join('.'), message }));

export const sendInvalidShifts = (reply: FastifyReply, errors: FieldError[]): FastifyReply =>
  sendProblem(reply, 422, 'invalid-shifts', 'These shifts contradict themselves.', errors);

export function shiftsRoutes({ database, clock }: ShiftsDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/queues/:queue/shifts',
      {
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          response: { 200: queueShiftsSchema },
          tags,
          summary: 'Who is scheduled at a queue',
        },
      },
      async (request, reply) => {
        const record = await loadShifts(database.db, request.params.queue);
        return record === undefined ? sendNotFound(reply) : toQueueShifts(record, request.account);
      },
    );

    app.put(
      '/v1/queues/:queue/shifts',
      {
        config: { access: 'editable-queue' },
        schema: {
          params: queueParams,
          body: shiftsChangeSchema,
          response: { 200: queueShiftsSchema, 409: problemSchema },
          tags,
          summary: 'Change who is scheduled at a queue',
        },
      },
      async ({ params: { queue }, body, account }, reply) => {
        const errors = shiftsFaults(body.shifts);
        if (errors.length > 0) return sendInvalidShifts(reply, errors);
        const saved = await saveShifts(database, queue, { ...body, by: account!, atMs: clock.now() });
        return sendShifts(reply, saved, account);
      },
    );
  };
}
