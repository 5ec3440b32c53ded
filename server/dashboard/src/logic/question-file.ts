// Our own CSV file of days: the columns that the server writes.
import { RowFault, isBlank } from './csv-file.js';
import type { DayCount } from './chat-export.js';
import { whenOf } from './chat-export.js';

/** A day of the file: counted, or closed. */
export type FileDay = Pick<DayCount, 'date' | 'questions' | 'levels'> & { closed: boolean };

const HEADER = ['date', 'state', 'questions'];

export const isQuestionFile = (header: readonly string[]): boolean =>
  HEADER.every((name, index) => header[index]?.trim().toLowerCase() === name);

const toCount = (cell: string, row: number): number => {
  if (!/^\d{1,5}$/.test(cell.trim())) throw new RowFault(row, 'number');
  return Number(cell);
};

/** Throws a {@link RowFault}: one row that cannot be read refuses all. */
export function readQuestionFile(rows: Iterable<readonly string[]>, width: number): FileDay[] {
  const days: FileDay[] = [];
  let row = 1;
  for (const cells of rows) {
    row++;
    if (isBlank(cells)) continue;
    if (cells.length !== width) throw new RowFault(row, 'columns');
    const [first = '', state = '', questions = '', ...levels] = cells;
    const date = whenOf(first);
    if (typeof date !== 'string' || days.some((day) => day.date === date)) throw new RowFault(row, 'when');
    const closed = state.trim().toLowerCase() === 'closed';
    const hasLevels = levels.some((level) => level.trim() !== '');
    days.push({
      date,
      closed,
      questions: closed ? 0 : toCount(questions, row),
      levels: !closed && hasLevels ? levels.slice(0, 6).map((level) => toCount(level || '0', row)) : null,
    });
  }
  return days;
}
