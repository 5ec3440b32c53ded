// In:    a list of reference numbers, or of CSV with a due date in the second column.
// Out:   its rows; or a refusal that names the rows that are wrong, by their numbers.
// Never: repeats a row's text: it may be a patron's number.
import { FOLLOW_UP_ROWS_MAX, dateSchema, referenceFault } from '@askusnow/sdk/contract';
import { invalid, type Refusal } from '../../platform/refusal.ts';

export interface ListRow {
  /** Its number, from 1. */
  row: number;
  reference: string;
  dueOn: string;
}

/** More would not help a person who repairs the list. */
const MAX_NAMED = 20;
const HEADER = /^reference( number)?$/i;
/** A spreadsheet quotes cells and writes this mark at the start of a file. */
const toCell = (text = ''): string =>
  text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

const NOTHING_ADDED = 'Nothing was added. Correct the list, and add it again.';
const wrongList = (messages: readonly string[]): Refusal =>
  invalid(
    messages.map((message) => ({ field: 'text', message })),
    NOTHING_ADDED,
  );

/** Each row's number, and what should be different. */
export const wrongRows = (wrong: readonly { row: number; message: string }[]): Refusal => {
  const named = wrong.slice(0, MAX_NAMED).map(({ row, message }) => `Row ${row}: ${message}`);
  const more = wrong.length - named.length;
  return wrongList(more === 0 ? named : [...named, `${more} more rows are wrong.`]);
};

interface Reading {
  /** Where a row has no date. */
  dueOn: string;
  /** Null: the date is allowed. */
  dateFault(date: string): string | null;
}

/** Errors: Refusal 422 names the rows that are wrong. */
export function readList(text: string, { dueOn, dateFault }: Reading): ListRow[] {
  const rows: ListRow[] = [];
  const wrong: { row: number; message: string }[] = [];
  const first = new Map<string, number>();
  const lines = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r\n|\n|\r/);
  if (lines.length > FOLLOW_UP_ROWS_MAX)
    throw wrongList([`at most ${FOLLOW_UP_ROWS_MAX} lines; these are ${lines.length}`]);
  for (const [index, line] of lines.entries()) {
    const row = index + 1;
    const [referenceCell, dateCell, ...others] = line.split(/[,;\t]/);
    const [reference, date] = [toCell(referenceCell), toCell(dateCell)];
    if (line.trim() === '' || (row === 1 && HEADER.test(reference))) continue;
    const fault =
      referenceFault(reference) ??
      (others.some((cell) => toCell(cell) !== '') ? 'a reference number and a due date, and nothing else' : null) ??
      (date === '' ? null : dateSchema.safeParse(date).success ? dateFault(date) : 'a day like "2026-11-26"') ??
      (first.has(reference) ? `a number that is not in row ${first.get(reference)} already` : null);
    if (fault !== null) wrong.push({ row, message: fault });
    first.set(reference, row);
    rows.push({ row, reference, dueOn: date || dueOn });
  }
  if (wrong.length > 0) throw wrongRows(wrong);
  if (rows.length === 0) throw wrongList(['at least one reference number']);
  return rows;
}
