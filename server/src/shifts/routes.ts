// In:    a queue in the address, its shifts in the body.
// Out:   who is scheduled there, as rules and by which calendar; a change, written and announced.
// Never: asks who may knock (http/access.ts declares it); but a desk that all libraries share is the coordinator's to change.
import {
  problemSchema,
  queueShiftsSchema,
  shiftsChangeSchema,
  type QueueShifts,
  type ShiftFeed,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { mayEdit, queueParams } from '../hours/door.ts';
import type { Account } from '../http/access.ts';
import { sendNotFound, sendProblem } from '../http/problem.ts';
import { checkShifts } from './check.ts';
import { loadShifts, saveShifts, type ShiftsRecord } from './store.ts';

export interface ShiftsDeps {
  database: Database;
  clock: Clock;
}

const tags = ['shifts'];

/** Whoever has a calendar's address can read it, people's names and all: who may not change it sees where it is from. */
const toShownFeed = (feed: ShiftFeed, isWhole: boolean): ShiftFeed =>
  isWhole ? feed : { ...feed, url: new URL(feed.url).origin };

/** A queue's shifts as this account may see and change them. */
export const toQueueShifts = (record: ShiftsRecord, account: Account | null): QueueShifts => ({
  queue: record.id,
  name: record.name,
  zone: record.zone,
  shifts: record.shifts,
  feed: record.feed && toShownFeed(record.feed, mayEdit(account, record)),
  revision: record.revision,
  editable: mayEdit(account, record),
});

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
        config: { access: 'own-queue' },
        schema: {
          params: queueParams,
          body: shiftsChangeSchema,
          response: { 200: queueShiftsSchema, 409: problemSchema },
          tags,
          summary: 'Change who is scheduled at a queue',
        },
      },
      async ({ params: { queue }, body, account }, reply) => {
        const record = await loadShifts(database.db, queue);
        if (record === undefined || account === null) return sendNotFound(reply);
        if (!mayEdit(account, record)) {
          const why = 'Several libraries share this desk: its shifts are the coordinator’s to change.';
          return sendProblem(reply, 403, 'not-editable', why);
        }
        const errors = checkShifts(body.shifts).map(({ path, message }) => ({
          field: ['shifts', ...path].join('.'),
          message,
        }));
        if (errors.length > 0)
          return sendProblem(reply, 422, 'invalid-shifts', 'These shifts contradict themselves.', errors);
        const by = { id: account.id, label: account.label };
        const saved = await saveShifts(database, queue, { ...body, by, atMs: clock.now() });
        if (saved === 'unknown') return sendNotFound(reply);
        if (saved === 'stale') {
          const why = 'Somebody has changed these shifts since: read them again, then change them.';
          return sendProblem(reply, 409, 'stale-revision', why);
        }
        return toQueueShifts(saved, account);
      },
    );
  };
}
