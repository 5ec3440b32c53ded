// A roster of another system: one row a shift. Of a row stay its day and times, and what says its library and its service. Pure.
import { csvRows, delimiterOf, isBlank, RowFault } from './csv-file.js';
import { lengthOf } from './shift-edit.js';
import { addDays } from './wall-clock.js';
import { cellTimeOf, dateOrderOf, type DateOrder } from './roster-times.js';

/** What a column is read for. `who`: a library, a location or a person, from which the reader's own table makes a library. */
export const ROSTER_FIELDS = ['who', 'lastName', 'service', 'date', 'start', 'end'] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];
/** The index of each field's column; -1: the file has none. */
export type RosterColumns = Readonly<Record<RosterField, number>>;

export interface RosterFile {
  header: readonly string[];
  /** The rows below it, as they stand in the file. */
  rows: readonly (readonly string[])[];
  /** The number of the first of them in the file. */
  firstRow: number;
}

/** A shift of the file, by the desk's clock. */
export interface RosterRow {
  row: number;
  who: string;
  service: string;
  date: string;
  start: string;
  end: string;
}

/** Why a row is no shift. */
export interface RosterRefusal {
  row: number;
  reason: 'day' | 'time' | 'length';
}

/** More than any year of a desk. */
export const MAX_ROSTER_ROWS = 20_000;
/** Titles stand above the columns' names in some exports. */
const MAX_TITLE_ROWS = 10;
const MIN_COLUMNS = 3;
/** The server refuses a longer shift. Units: minutes. */
const LONGEST_MIN = 16 * 60;

/** Throws a {@link RowFault} at quotes that do not close; undefined: no header with a row below it. */
export function openRoster(text: string): RosterFile | undefined {
  const plain = text.replace(/^\uFEFF/, '');
  const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;
  // A title has no delimiter: the names of the columns say which it is.
  const lines = plain.split(/\r?\n/, MAX_TITLE_ROWS);
  const delimiter = delimiterOf(lines.find((line) => line.split(/[,;\t]/).length >= MIN_COLUMNS) ?? '');
  const all: string[][] = [];
  for (const row of csvRows(plain, delimiter)) {
    if (all.length > MAX_ROSTER_ROWS) throw new RowFault(all.length, 'columns');
    all.push(row);
  }
  const at = all.slice(0, MAX_TITLE_ROWS).findIndex((row) => filled(row) >= MIN_COLUMNS);
  if (at < 0 || !all.slice(at + 1).some((row) => !isBlank(row))) return undefined;
  return { header: all[at]!, rows: all.slice(at + 1), firstRow: at + 2 };
}

/** Names of columns, in the order of preference. The shapes are believed, but for When2Work's: see the guide. */
const NAMES: Readonly<Record<RosterField, readonly string[]>> = {
  who: [
    'library',
    'location',
    'location name',
    'site',
    'branch',
    'employee',
    'employee name',
    'staff',
    'staff name',
    'assigned to',
    'user',
    'name',
    'person',
    'first name',
    'schedule',
  ],
  lastName: ['last name', 'surname'],
  service: ['service', 'position', 'position name', 'schedule', 'schedule name', 'shift name', 'category', 'job'],
  date: ['date', 'start date', 'start day', 'shift date', 'day'],
  start: ['start time', 'start', 'starts', 'shift start', 'from', 'time in'],
  end: ['end time', 'end', 'ends', 'shift end', 'to', 'until', 'time out'],
};
const SERVICE_WORDS = /global|statewide|local/i;

export interface GuessOptions {
  /** By field, the name that the reader has chosen before. */
  remembered: Partial<Record<RosterField, string>>;
  isLibrary(cell: string): boolean;
}

export function guessRosterColumns(
  { header, rows }: RosterFile,
  { remembered, isLibrary }: GuessOptions,
): RosterColumns {
  const plain = header.map((name) => name.trim().toLowerCase());
  const known = plain.map((name) => name.replace(/ date\W*time$/, ' time'));
  const cells = (index: number): string[] => rows.map((row) => row[index] ?? '');
  const before = (field: RosterField): number | undefined => {
    const chosen = remembered[field];
    return chosen !== undefined && (chosen === '' || plain.includes(chosen)) ? plain.indexOf(chosen) : undefined;
  };
  const find = (field: RosterField, fits: (cell: string) => boolean = () => false): number => {
    const chosen = before(field);
    if (chosen !== undefined) return chosen;
    const indexes = NAMES[field].map((name) => known.indexOf(name)).filter((index) => index >= 0);
    return indexes.find((index) => cells(index).some(fits)) ?? indexes[0] ?? -1;
  };
  const own = find('who', isLibrary);
  // One location for all rows says nothing: the person does, then.
  const isConstant = own >= 0 && !cells(own).some(isLibrary) && new Set(cells(own)).size === 1;
  const others = NAMES.who.map((name) => known.indexOf(name)).filter((index) => index >= 0 && index !== own);
  const who = before('who') ?? (isConstant ? (others[0] ?? own) : own);
  const service = find('service', (cell) => SERVICE_WORDS.test(cell));
  const start = find('start');
  const hasDay = start >= 0 && cells(start).some((cell) => cellTimeOf(cell, 'month-first', 'UTC')?.date);
  return {
    who,
    lastName: before('lastName') ?? (plain[who] === 'first name' ? find('lastName') : -1),
    service: service === who ? -1 : service,
    date: before('date') ?? (hasDay ? -1 : find('date')),
    start,
    end: find('end'),
  };
}

/** Undefined: the file can be read both ways. */
export const rosterDateOrder = ({ rows }: RosterFile, { date, start, end }: RosterColumns): DateOrder | undefined =>
  dateOrderOf(rows.flatMap((row) => [date, start, end].map((index) => row[index] ?? '')));

export interface RosterReading {
  rows: RosterRow[];
  refused: RosterRefusal[];
}

/** Rows without a day and a time are no shifts: titles, sums, empty ones. */
export function readRoster(
  { rows, firstRow }: RosterFile,
  columns: RosterColumns,
  { order, zone }: { order: DateOrder; zone: string },
): RosterReading {
  const reading: RosterReading = { rows: [], refused: [] };
  for (const [at, cells] of rows.entries()) {
    const cell = (field: RosterField): string => cells[columns[field]]?.trim() ?? '';
    if (cell('date') === '' && cell('start') === '') continue;
    const read = toRow(cell, { order, zone });
    if (typeof read === 'string') reading.refused.push({ row: firstRow + at, reason: read });
    else reading.rows.push({ row: firstRow + at, ...read });
  }
  return reading;
}

function toRow(
  cell: (field: RosterField) => string,
  { order, zone }: { order: DateOrder; zone: string },
): Omit<RosterRow, 'row'> | RosterRefusal['reason'] {
  const [day, from, to] = (['date', 'start', 'end'] as const).map((field) => cellTimeOf(cell(field), order, zone));
  const date = from?.date || day?.date;
  if (!date) return 'day';
  const [start, end] = [from?.time, to?.time];
  if (!start || !end) return 'time';
  const lastDay = end > start ? date : addDays(date, 1);
  // Midnight ends this day or begins the next one.
  const isDated = !to?.date || to.date === lastDay || (end === '00:00' && to.date === date);
  const minutes = lengthOf({ start, end });
  const isOverMidnight = end <= start && end !== '00:00';
  if (!isDated || minutes > LONGEST_MIN || (isOverMidnight && minutes === LONGEST_MIN)) return 'length';
  const who = [cell('who'), cell('lastName')].filter(Boolean).join(' ');
  return { who, service: cell('service'), date, start, end };
}
