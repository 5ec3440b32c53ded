// What of a file's days is to be saved: those that are new, and those with other numbers or with more than is stored.
import type { QuestionDay, QuestionEntry } from '@askusnow/sdk';

/** A day of a file, without the revision that it would replace. */
export type FileEntry = Omit<QuestionEntry, 'revision'>;

export interface ComparedDays {
  entries: QuestionEntry[];
  /** Days that have another number, or other READ levels, already. */
  replaced: { date: string; stored: QuestionDay; fresh: FileEntry }[];
}

const isEntered = (day: QuestionDay | undefined): day is QuestionDay => day !== undefined && day.state !== 'removed';

const isOther = (before: QuestionDay, { state, questions = null, levels = null }: FileEntry): boolean =>
  before.state !== state ||
  before.questions !== questions ||
  (levels !== null && before.levels !== null && levels.some((count, index) => count !== before.levels![index]));

/** Of an equal day: levels where none are stored. Stored pages cannot be compared, so those of the file are sent again. */
const hasMore = (before: QuestionDay, { levels = null, pages = [] }: FileEntry): boolean =>
  (levels !== null && before.levels === null) || pages.length > 0;

/** A day that is stored with all that the file has is left as it is. */
export function compareDays(days: readonly FileEntry[], stored: readonly QuestionDay[]): ComparedDays {
  const byDate = new Map(stored.map((day) => [day.date, day]));
  const compared: ComparedDays = { entries: [], replaced: [] };
  for (const fresh of days) {
    const before = byDate.get(fresh.date);
    const isReplaced = isEntered(before) && isOther(before, fresh);
    if (isEntered(before) && !isReplaced && !hasMore(before, fresh)) continue;
    const revision = before?.revision ?? 0;
    // A file without READ levels takes none away.
    const levels = isEntered(before) && !isReplaced ? (fresh.levels ?? before.levels) : (fresh.levels ?? null);
    compared.entries.push({ ...fresh, levels, revision });
    if (isReplaced) compared.replaced.push({ date: fresh.date, stored: before, fresh });
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
