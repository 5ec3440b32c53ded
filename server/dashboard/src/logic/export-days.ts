// What of a file's days is to be saved: those that are new, and those that have another number.
import type { QuestionDay, QuestionEntry } from '@askusnow/sdk';

/** A day of a file, without the revision that it would replace. */
export type FileEntry = Omit<QuestionEntry, 'revision'>;

export interface ComparedDays {
  entries: QuestionEntry[];
  /** Days that have another number already. */
  replaced: { date: string; stored: QuestionDay; fresh: FileEntry }[];
}

const isEntered = (day: QuestionDay | undefined): day is QuestionDay => day !== undefined && day.state !== 'removed';

/** A day that is stored with the same number is left as it is. */
export function compareDays(days: readonly FileEntry[], stored: readonly QuestionDay[]): ComparedDays {
  const byDate = new Map(stored.map((day) => [day.date, day]));
  const compared: ComparedDays = { entries: [], replaced: [] };
  for (const fresh of days) {
    const before = byDate.get(fresh.date);
    if (isEntered(before) && before.state === fresh.state && before.questions === (fresh.questions ?? null)) continue;
    compared.entries.push({ ...fresh, revision: before?.revision ?? 0 });
    if (isEntered(before)) compared.replaced.push({ date: fresh.date, stored: before, fresh });
  }
  return compared;
}

/** The reporting years of a window. */
export function yearsOf({ from, to }: { from: string; to: string }, firstMonth: number): number[] {
  const yearOf = (date: string): number => {
    const [year, month] = date.split('-').map(Number) as [number, number];
    return firstMonth > 1 && month >= firstMonth ? year + 1 : year;
  };
  return [...new Set([yearOf(from), yearOf(to)])];
}
