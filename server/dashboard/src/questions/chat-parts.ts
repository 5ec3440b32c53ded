import { getQuestions, saveQuestions, type QuestionDay } from '@askusnow/sdk';
import { connection } from '../ui/connection.js';
import { compareDays, yearsOf, type ComparedDays, type FileEntry } from '../logic/export-days.js';

/** A library's days of a file, by the calendar of its zone. */
export type DaysOf = (zone: string) => { days: FileEntry[]; unanswered: number };

/** One library's part of a file, beside what is stored. */
export interface Part extends ComparedDays {
  library: string;
  daysOf: DaysOf;
  questions: number;
  unanswered: number;
}

/** Compares a library's days of the file with what is stored. Rejects as `getQuestions` does. */
export async function loadPart(library: string, window: { from: string; to: string }, daysOf: DaysOf): Promise<Part> {
  const first = await getQuestions(connection, library);
  const years = yearsOf(window, first.plan.plan.firstMonth);
  const read = await Promise.all(years.map((year) => getQuestions(connection, library, { year })));
  const stored: QuestionDay[] = read.flatMap(({ days }) => days);
  const { days, unanswered } = daysOf(first.zone);
  const questions = days.reduce((sum, day) => sum + (day.questions ?? 0), 0);
  return { library, daysOf, questions, unanswered, ...compareDays(days, stored) };
}

export type Source = 'csv' | 'libraryh3lp' | 'libanswers';

export interface SavedParts {
  saved: readonly Part[];
  /** Why the next one was not saved; undefined: all were. */
  fault: unknown;
}

/** Saves one after the other, up to the first that fails. Rejects if that is the first of all. */
export async function saveParts(parts: readonly Part[], source: Source): Promise<SavedParts> {
  const saved: Part[] = [];
  for (const part of parts) {
    try {
      await saveQuestions(connection, part.library, { source, days: part.entries });
    } catch (fault) {
      // What a page says of a failed change, that nothing was saved, would be false by then.
      if (saved.length > 0) return { saved, fault };
      throw fault;
    }
    saved.push(part);
  }
  return { saved, fault: undefined };
}
