// In:    a content line with a time, a duration, an offset or a rule.
// Out:   nothing if its value has the form of RFC 5545 §3.3; otherwise a FeedFault.
// Never: repairs a value: the library's parser reads an extra digit as another hour, and drops an offset.
import type { ContentLine } from './content-line.ts';
import { paramOf } from './content-line.ts';
import { toCivilDate, toDayNumber } from '../../platform/time/civil-days.ts';
import { FeedFault } from './fault.ts';
import { readRule, type RuleText } from './rule-text.ts';

/** `floating` a local time without a zone · `fixed` one with a zone, or in UTC. */
export type TimeKind = 'date' | 'floating' | 'fixed';

const DATE = /^(\d{4})(\d\d)(\d\d)$/;
const TIME = /^(\d{8})T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?)$/;
const DURATION =
  /^[+-]?P(?:\d{1,5}W|\d{1,6}D(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,8}M)?(?:\d{1,9}S)?)?|T(?=\d)(?:\d{1,6}H)?(?:\d{1,8}M)?(?:\d{1,9}S)?)$/;
const OFFSET = /^[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/;

const unreadable = (): FeedFault => new FeedFault('unreadable-time', 'has a time that cannot be read');

function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || year < 1 || month < 1 || month > 12)
    return false;
  const back = toCivilDate(toDayNumber(year, month, day));
  return back.month === month && back.day === day;
}

/** Undefined: neither a date nor a time. */
function kindOf(text: string, hasZone: boolean): TimeKind | undefined {
  if (isDate(text)) return 'date';
  const [, date, , , , utc] = TIME.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return undefined;
  return utc === 'Z' || hasZone ? 'fixed' : 'floating';
}

function checkPeriod(text: string, hasZone: boolean): TimeKind {
  const [from = '', to = '', ...more] = text.split('/');
  const kind = kindOf(from, hasZone);
  const isEnd = DURATION.test(to) || (kindOf(to, hasZone) ?? 'date') !== 'date';
  if (kind === undefined || kind === 'date' || !isEnd || more.length > 0) throw unreadable();
  return kind;
}

/** The kinds of a line's dates and times. The value decides, not VALUE; a time declared as a date is invalid. */
export function timeKinds(line: ContentLine): TimeKind[] {
  const type = paramOf(line, 'VALUE')?.toUpperCase();
  const hasZone = paramOf(line, 'TZID') !== undefined;
  return line.value.split(',').map((text) => {
    if (type === 'PERIOD') return checkPeriod(text, hasZone);
    const kind = type === undefined || type === 'DATE-TIME' || type === 'DATE' ? kindOf(text, hasZone) : undefined;
    if (kind === undefined || (type === 'DATE' && kind !== 'date')) throw unreadable();
    return kind;
  });
}

export function checkDuration({ value }: ContentLine): void {
  if (!DURATION.test(value)) throw new FeedFault('unreadable-time', 'has a duration that cannot be read');
}

export function checkOffset({ value }: ContentLine): void {
  if (!OFFSET.test(value)) throw unreadable();
}

export function checkRule({ value }: ContentLine): RuleText {
  const rule = readRule(value);
  if (rule.until !== null && kindOf(rule.until, false) === undefined) throw unreadable();
  return rule;
}

/** `20260504T090000` in readable form: "2026-05-04 09:00"; undefined: another form. */
export function startWords(value: string): string | undefined {
  if (kindOf(value, false) === undefined) return undefined;
  const date = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
  return value.length === 8 ? date : `${date} ${value.slice(9, 11)}:${value.slice(11, 13)}`;
}
