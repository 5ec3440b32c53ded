// In:    a library in the path; a person's dated note; a day.
// Out:   its scores by day, its notes, clicks per open day before and after; what each rule is worth.
import { historyApi, type LibraryNoteList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/http/serve.ts';
import { LONG_READ_WITHIN_MS } from '../../platform/http/time-limit.ts';
import { daysBefore, windowOf } from '../../platform/time/day-window.ts';
import { toUtcDate } from '../../platform/time/instants.ts';
import { sidesOf, toBeforeAfter } from './compare.ts';
import { HISTORY_DAYS, loadScoreDays } from './history-store.ts';
import { loadComparedDays } from './library-days.ts';
import { addNote, loadNotes, removeNote } from './notes-store.ts';
import type { StandardDeps } from './routes.ts';
import { createRuleWorth } from './worth.ts';

export function historyRoutes({ database, clock, registry }: StandardDeps) {
  const readWorth = createRuleWorth({ database, clock, registry });
  const notesOf = async (library: string): Promise<LibraryNoteList> => ({
    notes: await loadNotes(database.db, library),
  });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, historyApi.scores, async ({ library, atMs }) => {
      const rows = await loadScoreDays(database.db, library, daysBefore(toUtcDate(atMs), HISTORY_DAYS));
      return { library, days: rows.map(({ libraryId: _library, ...day }) => day) };
    });
    serve(app, historyApi.notes, ({ library }) => notesOf(library));
    serve(app, historyApi.addNote, async ({ library, body, ...authorship }) => {
      await addNote(database, library, body, authorship);
      return notesOf(library);
    });
    serve(app, historyApi.removeNote, async ({ library, note, ...authorship }) => {
      await removeNote(database, library, note, authorship);
      return notesOf(library);
    });
    serve(app, historyApi.beforeAfter, async ({ library: id, query: { date }, atMs }) => {
      const library = registry.library(id)!;
      const { before, after } = sidesOf(date);
      const days = await loadComparedDays({ database, registry }, library, { from: before.from, to: after.to });
      return toBeforeAfter(library, date, days, windowOf(library.zone, atMs, 1).to);
    });
    serve(app, historyApi.worth, readWorth, { answerWithinMs: LONG_READ_WITHIN_MS });
  };
}
