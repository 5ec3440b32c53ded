// A chat system's file to counts by library and day. Of a row stay: its day, its queue, whether it was answered, the kind of
// page and the READ level. Nothing else leaves this file, so nothing else can be sent.
import { toPagePattern } from '@askusnow/sdk';
import { isBlank, RowFault } from './csv-file.js';
import { MINUTE_MS } from './lengths.js';

/** What a column is read for. */
export const FIELDS = ['when', 'queue', 'answered', 'page', 'read'] as const;
export type Field = (typeof FIELDS)[number];
/** The index of each field's column; -1: the file has none. */
export type Columns = Readonly<Record<Field, number>>;

export interface ChatFact {
  /** An instant, or a civil day where the file has local times. */
  when: number | string;
  queue: string;
  isAnswered: boolean;
  page: string | null;
  /** 1 to 6; 0: none. */
  level: number;
}

/** Names of columns, in the order of preference. Source: LibraryH3lp's chats.csv and API, LibAnswers' Reference Analytics. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  when: ['started', 'date', 'timestamp', 'start time'],
  queue: ['queue', 'location', 'department', 'library'],
  answered: ['accepted', 'operator', 'answerer'],
  page: ['referrer', 'referring url', 'referer'],
  read: ['read', 'read scale'],
};
/** Columns about people are offered for no field whose values are shown or kept. */
const ABOUT_PEOPLE =
  /guest|name|mail|\bip\b|phone|patron|transcript|question|message|user|entered by|note|comment|protocol/i;
const KEPT: readonly Field[] = ['when', 'queue'];

/** Whether a column may be chosen for a field. */
export const mayBe = (field: Field, header: string): boolean => !KEPT.includes(field) || !ABOUT_PEOPLE.test(header);

/** False: the first row has values already. Names of columns are remembered, so they must be names. */
export const isHeader = (row: readonly string[]): boolean =>
  !row.some((cell) => whenOf(cell) !== undefined || URL.canParse(cell) || cell.includes('@'));

/** `remembered`: by field, the name that the reader has chosen before. */
export function guessColumns(header: readonly string[], remembered: Partial<Record<Field, string>>): Columns {
  const plain = header.map((name) => name.trim().toLowerCase());
  const find = (field: Field): number => {
    const chosen = remembered[field];
    if (chosen !== undefined && (chosen === '' || plain.includes(chosen))) return plain.indexOf(chosen);
    return NAMES[field].map((name) => plain.indexOf(name)).find((index) => index >= 0) ?? -1;
  };
  return Object.fromEntries(FIELDS.map((field) => [field, find(field)])) as Record<Field, number>;
}

/** Whose file it is: LibraryH3lp has a column `started`, LibAnswers has not. */
export const sourceOf = (header: readonly string[]): 'libraryh3lp' | 'libanswers' =>
  header.some((name) => name.trim().toLowerCase() === 'started') ? 'libraryh3lp' : 'libanswers';

const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;
const ISO_DAY = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/;
/** Month first, as both vendors write dates in the United States. */
const US_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,].*)?$/;

const isDay = (date: string): boolean => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
};

/** Undefined: not a day that can be read. */
export function whenOf(text: string): number | string | undefined {
  const cell = text.trim();
  if (INSTANT.test(cell)) {
    const ms = Date.parse(
      cell
        .replace(' ', 'T')
        .replaceAll(/\s/g, '')
        .replace(/(?:UTC|GMT)$/i, 'Z')
        .replace(/(:.*[+-]\d\d):?(\d\d)?$/, (_, upTo: string, minutes = '00') => `${upTo}:${minutes}`),
    );
    return Number.isNaN(ms) ? undefined : ms;
  }
  const us = US_DAY.exec(cell);
  const date = us ? `${us[3]}-${us[1]!.padStart(2, '0')}-${us[2]!.padStart(2, '0')}` : ISO_DAY.exec(cell)?.[1];
  return date !== undefined && isDay(date) ? date : undefined;
}

/** Null: no web address. */
function pageOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, pathname } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? toPagePattern(pathname) : null;
}

/** Rows after the header. Throws a {@link RowFault}: one row that cannot be read refuses all. `pause` is awaited now and then; `survey` reads on. */
export async function readChats(
  rows: Iterable<readonly string[]>,
  columns: Columns,
  width: number,
  pause: (row: number) => Promise<void>,
  survey?: { take(cells: readonly string[]): void },
): Promise<ChatFact[]> {
  const facts: ChatFact[] = [];
  let row = 1;
  for (const cells of rows) {
    row++;
    if (row % 1_000 === 0) await pause(row);
    if (isBlank(cells)) continue;
    if (cells.length !== width) throw new RowFault(row, 'columns');
    const cell = (field: Field): string => cells[columns[field]]?.trim() ?? '';
    const when = whenOf(cell('when'));
    if (when === undefined) throw new RowFault(row, 'when');
    const level = Number(cell('read'));
    facts.push({
      when,
      queue: cell('queue'),
      isAnswered: columns.answered < 0 || cell('answered') !== '',
      page: pageOf(cell('page')),
      level: Number.isInteger(level) && level >= 1 && level <= 6 ? level : 0,
    });
    survey?.take(cells);
  }
  return facts;
}

const SLOT_MS = 15 * MINUTE_MS;

/** The civil day of an instant; by quarters of an hour, at which every zone changes its day. */
export function dayIn(zone: string): (when: number | string) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, string>();
  return (when) => {
    if (typeof when === 'string') return when;
    const slot = Math.floor(when / SLOT_MS);
    const day = known.get(slot) ?? format.format(slot * SLOT_MS);
    known.set(slot, day);
    return day;
  };
}

export interface DayCount {
  date: string;
  questions: number;
  unanswered: number;
  levels: number[] | null;
  pages: { page: string; questions: number }[];
}

/** The kinds of page that a day keeps: the most frequent. */
const PAGES_KEPT = 10;
const LEVELS = [1, 2, 3, 4, 5, 6];

function toDayCount(date: string, facts: readonly ChatFact[]): DayCount {
  const answered = facts.filter(({ isAnswered }) => isAnswered);
  const pages = new Map<string, number>();
  for (const { page } of answered) if (page !== null) pages.set(page, (pages.get(page) ?? 0) + 1);
  const hasLevels = answered.length > 0 && answered.every(({ level }) => level > 0);
  return {
    date,
    questions: answered.length,
    unanswered: facts.length - answered.length,
    levels: hasLevels ? LEVELS.map((each) => answered.filter(({ level }) => level === each).length) : null,
    pages: [...pages]
      .map(([page, questions]) => ({ page, questions }))
      .sort((one, other) => other.questions - one.questions)
      .slice(0, PAGES_KEPT),
  };
}

/** Each day of the window, days without a row as 0. */
export function countDays(facts: readonly ChatFact[], zone: string, window: readonly string[]): DayCount[] {
  const dayOf = dayIn(zone);
  const byDay = new Map<string, ChatFact[]>(window.map((date) => [date, []]));
  for (const fact of facts) byDay.get(dayOf(fact.when))?.push(fact);
  return [...byDay].map(([date, its]) => toDayCount(date, its));
}
