// In:    a recurrence rule's text.
// Out:   its parts; or a FeedFault with the invalid part and the expected form.
// Never: ignores a part: the rule would recur on other days than its author means.
import { FeedFault } from './fault.ts';
import type { Recurrence, WeekdayPart } from './recurrence.ts';

/** `freq` may be finer than a shift's; `until` is a date or time as in the text. */
export interface RuleText extends Omit<Recurrence, 'freq'> {
  freq: string;
  until: string | null;
}

const FREQUENCY = /^(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEKDAY = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/;
/** RFC 7529 parts whose default values are written out. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = { RSCALE: 'GREGORIAN', SKIP: 'OMIT' };

const wrong = (words: string): never => {
  throw new FeedFault('unusable-rule', `recurs by a rule ${words}`);
};

type Parts = ReadonlyMap<string, string>;

function splitParts(text: string): Parts {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [, name = '', value = ''] = /^([A-Z-]+)=(.+)$/.exec(part) ?? wrong('that cannot be read');
    if (parts.has(name)) wrong(KNOWN.has(name) ? `that has ${name} twice` : 'that has a part twice');
    if (!KNOWN.has(name)) wrong(`with a part that is none of ${[...KNOWN].join(', ')}`);
    parts.set(name, value);
  }
  return parts;
}

/** A whole number from `min` to `max`, or null if the part is absent. */
function numberOf(parts: Parts, name: string, max: number): number | null {
  const value = parts.get(name);
  if (value === undefined) return null;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  return number >= 1 && number <= max ? number : wrong(`whose ${name} is not a whole number of 1 or more`);
}

/** `isSigned`: negative numbers count from the end. */
function listOf(parts: Parts, name: string, min: number, max: number, isSigned = false): number[] | null {
  const pattern = isSigned ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/;
  const isFitting = (item: string): boolean => {
    const size = Math.abs(Number(item));
    return pattern.test(item) && size >= min && size <= max;
  };
  const items = parts.get(name)?.split(',');
  if (items === undefined) return null;
  const right = isSigned ? `${min} to ${max} or -${max} to -${min}` : `${min} to ${max}`;
  return items.every(isFitting) ? items.map(Number) : wrong(`whose ${name} is not a list of ${right}`);
}

function weekdaysOf(parts: Parts): WeekdayPart[] | null {
  const items = parts.get('BYDAY')?.split(',');
  if (items === undefined) return null;
  return items.map((item): WeekdayPart => {
    const [, nth, weekday = ''] = WEEKDAY.exec(item) ?? [];
    const number = nth === undefined ? null : Number(nth);
    if (weekday === '' || number === 0 || Math.abs(number ?? 1) > 53) {
      wrong('whose BYDAY is not a list of days like MO, 2MO or -1MO');
    }
    return { weekday: WEEKDAYS.indexOf(weekday), nth: number };
  });
}

const KNOWN = new Set([
  'FREQ',
  'UNTIL',
  'COUNT',
  'INTERVAL',
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYDAY',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
  'RSCALE',
  'SKIP',
]);

const MAX_NUMBER = 999_999_999;

export function readRule(text: string): RuleText {
  const parts = splitParts(text);
  const freq = parts.get('FREQ') ?? '';
  if (!FREQUENCY.test(freq)) wrong('whose FREQ is none of DAILY, WEEKLY, MONTHLY, YEARLY');
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  if (weekStart < 0) wrong(`whose WKST is none of ${WEEKDAYS.join(', ')}`);
  for (const [name, value] of Object.entries(WITHOUT_EFFECT)) {
    if ((parts.get(name) ?? value) !== value) wrong(`whose ${name} is not ${value}`);
  }
  return {
    freq,
    until: parts.get('UNTIL') ?? null,
    count: numberOf(parts, 'COUNT', MAX_NUMBER),
    interval: numberOf(parts, 'INTERVAL', MAX_NUMBER) ?? 1,
    weekStart,
    byMonth: listOf(parts, 'BYMONTH', 1, 12),
    byWeekNo: listOf(parts, 'BYWEEKNO', 1, 53, true),
    byYearDay: listOf(parts, 'BYYEARDAY', 1, 366, true),
    byMonthDay: listOf(parts, 'BYMONTHDAY', 1, 31, true),
    byDay: weekdaysOf(parts),
    byHour: listOf(parts, 'BYHOUR', 0, 23),
    byMinute: listOf(parts, 'BYMINUTE', 0, 59),
    bySecond: listOf(parts, 'BYSECOND', 0, 59),
    bySetPos: listOf(parts, 'BYSETPOS', 1, 366, true),
  };
}
