// In:    a queue in the path; proposed shifts and a week, or a week and its copies, in the body.
// Out:   what they would mean or make, before they are saved.
// Never: writes.
import {
  SHIFTS_PER_QUEUE,
  shiftsPreviewAskSchema,
  shiftsPreviewSchema,
  weekCopyAskSchema,
  weekCopySchema,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { sendInvalid, sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { queueParams } from '../hours/route-shared.ts';
import { loadQueues } from '../hours/store.ts';
import { copyWeek } from '../shifts/copy-week.ts';
import { sendInvalidShifts, shiftsFaults } from '../shifts/routes.ts';
import { loadShifts } from '../shifts/store.ts';
import { FeedTooLongError, loadRules, loadScheduled, type FeedShifts } from './expansion-store.ts';
import { gapsAhead, LOOK_AHEAD_MS, shiftWeek } from './shift-week.ts';

export interface ShiftsPreviewDeps {
  database: Database;
  clock: Clock;
  feedShifts: FeedShifts;
}

/** Weeks that can be shown lie within so many days of today. */
const MAX_DAYS_AWAY = 400;

/** Copies that are listed; the rest is counted. */
const MAX_LISTED = 50;

const inShort = <Each>(list: readonly Each[]): { count: number; first: Each[] } => ({
  count: list.length,
  first: list.slice(0, MAX_LISTED),
});

const isFar = (date: string, nowMs: number): boolean => Math.abs(Date.parse(date) - nowMs) > MAX_DAYS_AWAY * DAY_MS;

const sendFar = (reply: FastifyReply, field: string): FastifyReply =>
  sendInvalid(reply, [{ field, message: `a day at most ${MAX_DAYS_AWAY} days from today` }]);

export function shiftsPreviewRoutes({ database, clock, feedShifts }: ShiftsPreviewDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/v1/queues/:queue/shifts/preview',
      {
        config: { access: 'own-queue', isReadOnly: true },
        schema: {
          params: queueParams,
          body: shiftsPreviewAskSchema,
          response: { 200: shiftsPreviewSchema },
          tags: ['shifts'],
          summary: 'What shifts would mean, before they are saved: a week, and the gaps of the next 52 weeks',
        },
      },
      async ({ params: { queue }, body: { shifts, week } }, reply) => {
        const nowMs = clock.now();
        if (isFar(week, nowMs)) return sendFar(reply, 'week');
        const errors = shiftsFaults(shifts);
        if (errors.length > 0) return sendInvalidShifts(reply, errors);
        const known = await loadScheduled(database.db, queue);
        if (known === undefined) return sendNotFound(reply);
        const { zone } = known;
        const shown = { startMs: startOfDayMs(zone, week), endMs: startOfDayMs(zone, addDays(week, 7)) };
        const window = {
          startMs: Math.min(shown.startMs, nowMs),
          endMs: Math.max(shown.endMs, nowMs + LOOK_AHEAD_MS),
        };
        const saved = await loadRules(database.db, queue, window, feedShifts).catch((error: unknown) => {
          if (error instanceof FeedTooLongError) return error;
          throw error;
        });
        if (saved === undefined) return sendNotFound(reply);
        if (saved instanceof FeedTooLongError)
          return sendProblem(
            reply,
            422,
            'calendar-too-long',
            'The calendar of this desk has too many shifts to look 52 weeks ahead. Export fewer months of it, or fewer shifts a day.',
          );
        const proposed = { ...saved, shifts };
        return {
          queue,
          zone,
          week,
          from: toInstant(shown.startMs),
          to: toInstant(shown.endMs),
          ...(await shiftWeek(proposed, shown, nowMs)),
          ahead: await gapsAhead(saved, proposed, nowMs),
        };
      },
    );

    app.post(
      '/v1/queues/:queue/shifts/copy',
      {
        config: { access: 'own-queue', isReadOnly: true },
        schema: {
          params: queueParams,
          body: weekCopyAskSchema,
          response: { 200: weekCopySchema },
          tags: ['shifts'],
          summary: 'What copying a week of shifts to other weeks would make and skip, before it is saved',
        },
      },
      async ({ params: { queue }, body: { week, to } }, reply) => {
        const nowMs = clock.now();
        if (isFar(week, nowMs)) return sendFar(reply, 'week');
        const far = to.findIndex((date) => isFar(date, nowMs));
        if (far >= 0) return sendFar(reply, `to.${far}`);
        const record = await loadShifts(database.db, queue);
        const [planned] = await loadQueues(database, [queue]);
        if (record === undefined || planned === undefined) return sendNotFound(reply);
        const { to: today } = windowOf(record.zone, nowMs, 1);
        const { exceptions } = planned.hours;
        const copies = await copyWeek({ shifts: record.shifts, exceptions }, { week, to, today });
        const { shifts, made, skipped } = copies;
        if (shifts.length > SHIFTS_PER_QUEUE)
          return sendInvalid(reply, [
            {
              field: 'to',
              message: `fewer weeks: these would be ${shifts.length} shifts, and a desk has ${SHIFTS_PER_QUEUE} at most`,
            },
          ]);
        return { shifts, revision: record.revision, made: inShort(made), skipped: inShort(skipped) };
      },
    );
  };
}
