// Days and times as rosters write them, in US and ISO order, to wall-clock times of a desk's zone. Pure.
import { whenOf } from './chat-export.js';
import { wallClock } from './wall-clock.js';

/** How a file writes a day like 11/12/2026. */
export type DateOrder = 'month-first' | 'day-first';

/** `24:00` ends a day as `00:00` of the next one does. */
const CLOCK = /^(\d{1,2})(?:[:.]([0-5]\d))?(?:[:.][0-5]\d)?\s*([ap])?\.?(?:m\.?)?$/i;
const WORDS: Readonly<Record<string, string>> = { noon: '12:00', midnight: '00:00' };

/** "9a", "9:00 AM", "14:00:00", "noon"; undefined: no time, or one like "9" that may be of the morning or the evening. */
export function clockOf(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  if (Object.hasOwn(WORDS, plain)) return WORDS[plain];
  const [, hours, minutes = '00', half] = CLOCK.exec(plain) ?? [];
  if (hours === undefined) return undefined;
  if (half === undefined)
    return !/[:.]/.test(plain) || Number(hours) > 24 || (hours === '24' && minutes !== '00')
      ? undefined
      : `${String(Number(hours) % 24).padStart(2, '0')}:${minutes}`;
  if (Number(hours) < 1 || Number(hours) > 12) return undefined;
  return `${String((Number(hours) % 12) + (half === 'p' ? 12 : 0)).padStart(2, '0')}:${minutes}`;
}

const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+)?';
const REST = '(?:[T\\s,]+(?:at\\s+)?(.*))?$';
const ISO = new RegExp(`^${WEEKDAY}(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${REST}`, 'i');
const NUMBERS = new RegExp(`^${WEEKDAY}(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4}|\\d\\d)${REST}`, 'i');
const MONTH_NAME = new RegExp(
  `^${WEEKDAY}([a-z]{3})[a-z]*\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${REST}`,
  'i',
);
const DAY_MONTH_NAME = new RegExp(`^${WEEKDAY}(\\d{1,2})[-\\s]+([a-z]{3})[a-z]*\\.?,?[-\\s]+(\\d{4})${REST}`, 'i');
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function toDate(year: string, month: number, day: string): string | undefined {
  const date = `${year.padStart(4, '20')}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined;
}

/** What a cell says: a day, a time, or both; '' where it says none. Undefined: neither can be read. */
export interface CellTime {
  date: string;
  time: string;
}

function dated(date: string | undefined, rest: string | undefined): CellTime | undefined {
  if (date === undefined) return undefined;
  if (rest === undefined || rest.trim() === '') return { date, time: '' };
  const time = clockOf(rest);
  return time === undefined ? undefined : { date, time };
}

/** An instant is read by the desk's clock. */
export function cellTimeOf(text: string, order: DateOrder, zone: string): CellTime | undefined {
  const cell = text.trim();
  if (cell === '') return { date: '', time: '' };
  const instant = whenOf(cell);
  if (typeof instant === 'number') return wallClock(instant, zone);
  const iso = ISO.exec(cell);
  if (iso) return dated(toDate(iso[1]!, Number(iso[2]), iso[3]!), iso[4]);
  const numbers = NUMBERS.exec(cell);
  if (numbers) {
    const [, first = '', second = '', year = '', rest] = numbers;
    const [month, day] = order === 'month-first' ? [first, second] : [second, first];
    return dated(toDate(year, Number(month), day), rest);
  }
  const named = MONTH_NAME.exec(cell);
  if (named) return dated(toDate(named[3]!, MONTHS.indexOf(named[1]!.toLowerCase()) + 1, named[2]!), named[4]);
  const dayNamed = DAY_MONTH_NAME.exec(cell);
  if (dayNamed)
    return dated(toDate(dayNamed[3]!, MONTHS.indexOf(dayNamed[2]!.toLowerCase()) + 1, dayNamed[1]!), dayNamed[4]);
  const time = clockOf(cell);
  return time === undefined ? undefined : { date: '', time };
}

/** By a day that can be read in one way; undefined: each that matters could be read both ways, so a person must say. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | undefined {
  let isOpen = false;
  for (const cell of cells) {
    const [, first, second] = NUMBERS.exec(cell.trim()) ?? [];
    if (first === undefined) continue;
    if (Number(second) > 12) return 'month-first';
    if (Number(first) > 12) return 'day-first';
    isOpen ||= Number(first) !== Number(second);
  }
  return isOpen ? undefined : 'month-first';
}
