// In:    a library in the path; a person's dated note; a day.
// Out:   its scores by day, its notes, clicks per open day before and after; what each rule is worth.
// Never: checks access: http/access.ts declares it, accounts/access.ts enforces it.
import {
  beforeAfterSchema,
  askedDateSchema,
  idSchema,
  libraryNoteListSchema,
  newLibraryNoteSchema,
  problemSchema,
  ruleWorthListSchema,
  scoreHistorySchema,
} from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { daysBefore, windowOf } from '../../platform/time/day-window.ts';
import { toUtcDate } from '../../platform/time/instants.ts';
import { sidesOf, toBeforeAfter } from './compare.ts';
import { HISTORY_DAYS, loadScoreDays } from './history-store.ts';
import { loadComparedDays } from './library-days.ts';
import { addNote, loadNotes, MAX_NOTES, removeNote } from './notes-store.ts';
import type { StandardDeps } from './routes.ts';
import { createRuleWorth } from './worth.ts';

const tags = ['standard'];
const params = z.object({ library: idSchema });

export function historyRoutes({ database, clock, registry }: StandardDeps): FastifyPluginAsyncZod {
  const readWorth = createRuleWorth({ database, clock, registry });

  return async (app) => {
    app.get(
      '/v1/libraries/:library/scores',
      {
        config: { access: 'own-library' },
        schema: { params, response: { 200: scoreHistorySchema }, tags, summary: "A library's score by day" },
      },
      async ({ params: { library } }) => {
        const rows = await loadScoreDays(database.db, library, daysBefore(toUtcDate(clock.now()), HISTORY_DAYS));
        return { library, days: rows.map(({ libraryId: _library, ...day }) => day) };
      },
    );

    app.get(
      '/v1/libraries/:library/notes',
      {
        config: { access: 'own-library' },
        schema: { params, response: { 200: libraryNoteListSchema }, tags, summary: "A library's dated notes" },
      },
      async ({ params: { library } }) => ({ notes: await loadNotes(database.db, library) }),
    );

    app.post(
      '/v1/libraries/:library/notes',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          body: newLibraryNoteSchema,
          response: { 200: libraryNoteListSchema, 409: problemSchema },
          tags,
          summary: 'Note something about a day',
        },
      },
      async ({ params: { library }, body: dated, account }, reply) => {
        const added = await addNote(database, { library, dated, by: account!, atMs: clock.now() });
        if (added === 'full')
          return sendProblem(reply, 409, 'quota-reached', `A library can have ${MAX_NOTES} notes. Remove one first.`);
        return { notes: await loadNotes(database.db, library) };
      },
    );

    app.delete(
      '/v1/libraries/:library/notes/:note',
      {
        config: { access: 'own-library' },
        schema: {
          params: params.extend({ note: z.coerce.number().int().min(1).max(2_000_000_000) }),
          response: { 200: libraryNoteListSchema },
          tags,
          summary: 'Remove a note',
        },
      },
      async ({ params: { library, note: id }, account }, reply) => {
        const isRemoved = await removeNote(database, { library, id, by: account!, atMs: clock.now() });
        return isRemoved ? { notes: await loadNotes(database.db, library) } : sendNotFound(reply);
      },
    );

    app.get(
      '/v1/libraries/:library/before-after',
      {
        config: { access: 'own-library' },
        schema: {
          params,
          querystring: z.object({ date: askedDateSchema }),
          response: { 200: beforeAfterSchema },
          tags,
          summary: 'Clicks per open day in the four weeks before a day and the four after it, against other libraries',
        },
      },
      async ({ params: { library: id }, query: { date } }) => {
        const library = registry.library(id)!;
        const { before, after } = sidesOf(date);
        const days = await loadComparedDays({ database, registry }, library, { from: before.from, to: after.to });
        return toBeforeAfter(library, date, days, windowOf(library.zone, clock.now(), 1).to);
      },
    );

    app.get(
      '/v1/standard/worth',
      {
        config: { access: 'staff', isHeavy: true, answerWithinMs: LONG_READ_WITHIN_MS },
        schema: { response: { 200: ruleWorthListSchema }, tags, summary: 'What meeting each rule is worth, in clicks' },
      },
      readWorth,
    );
  };
}
