// In:    a queue in the path; proposed shifts and a week, or a week and its copies, in the body.
// Out:   what they would mean or make, before they are saved.
// Never: writes.
import { SHIFTS_PER_QUEUE, shiftWeekApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/db/database.ts';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { invalid, notFound, Refusal } from '../../platform/refusal.ts';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { loadQueue } from '../hours/store.ts';
import { copyWeek } from '../shifts/copy-week.ts';
import { checkRules } from '../shifts/routes.ts';
import { loadShifts } from '../shifts/store.ts';
import { FeedTooLongError, loadRules, loadScheduled, type FeedShifts } from './expansion-store.ts';
import { gapsAhead, LOOK_AHEAD_MS, shiftWeek } from './shift-week.ts';

export interface ShiftsPreviewDeps {
  database: Database;
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

/** Errors: Refusal 422. */
function checkNear(field: string, date: string, nowMs: number): void {
  if (Math.abs(Date.parse(date) - nowMs) <= MAX_DAYS_AWAY * DAY_MS) return;
  throw invalid([{ field, message: `a day at most ${MAX_DAYS_AWAY} days from today` }]);
}

const refuseTooLong = (error: unknown): never => {
  if (!(error instanceof FeedTooLongError)) throw error;
  const detail =
    'The calendar of this desk has too many shifts to look 52 weeks ahead. Export fewer months of it, or fewer shifts a day.';
  throw new Refusal(422, 'calendar-too-long', detail);
};

export const shiftsPreviewRoutes =
  ({ database, feedShifts }: ShiftsPreviewDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(
      app,
      shiftWeekApi.preview,
      async ({ queue, body: { shifts, week }, atMs: nowMs }) => {
        checkNear('week', week, nowMs);
        checkRules(shifts);
        const known = await loadScheduled(database.db, queue);
        if (known === undefined) throw notFound();
        const { zone } = known;
        const shown = { startMs: startOfDayMs(zone, week), endMs: startOfDayMs(zone, addDays(week, 7)) };
        const window = {
          startMs: Math.min(shown.startMs, nowMs),
          endMs: Math.max(shown.endMs, nowMs + LOOK_AHEAD_MS),
        };
        const saved = await loadRules(database.db, queue, window, feedShifts).catch(refuseTooLong);
        if (saved === undefined) throw notFound();
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
      { answerWithinMs: LONG_READ_WITHIN_MS },
    );

    serve(app, shiftWeekApi.copy, async ({ queue, body: { week, to }, atMs: nowMs }) => {
      checkNear('week', week, nowMs);
      to.forEach((date, index) => checkNear(`to.${index}`, date, nowMs));
      const record = await loadShifts(database.db, queue);
      const { exceptions } = (await loadQueue(database, queue)).hours;
      const { to: today } = windowOf(record.zone, nowMs, 1);
      const copies = await copyWeek({ shifts: record.shifts, exceptions }, { week, to, today });
      const { shifts, made, skipped } = copies;
      if (shifts.length > SHIFTS_PER_QUEUE) {
        const message = `fewer weeks: these would be ${shifts.length} shifts, and a desk has ${SHIFTS_PER_QUEUE} at most`;
        throw invalid([{ field: 'to', message }]);
      }
      return { shifts, revision: record.revision, made: inShort(made), skipped: inShort(skipped) };
    });
  };
