// In:    an event's RRULE or EXRULE in jCal, and its start.
// Out:   a rule that can be expanded; or a FeedFault.
// Never: a rule by the hour or finer, or a combination of parts that RFC 5545 §3.3.10 excludes.
import ICAL from 'ical.js';
import { FeedFault } from './fault.ts';
import type { Property } from './jcal.ts';
import { FREQUENCIES, type Frequency, type Recurrence } from './recurrence.ts';
import { readRule, type RuleText } from './rule-text.ts';
import { msOf, toJcalTime, toWhen, type When, type Zones } from './when.ts';

export interface Rule {
  recurrence: Recurrence;
  /** The last instant at which an instance may start. */
  untilMs: number;
}

const MAX_STARTS_A_DAY = 24;

const isFrequency = (freq: string): freq is Frequency => (FREQUENCIES as readonly string[]).includes(freq);

/** The rule's text, from the library's parsed value. */
export const ruleTextOf = ([, , , value]: Property): RuleText =>
  readRule(ICAL.Recur.fromData(value as Record<string, unknown>).toString());

const unusable = (words: string): FeedFault => new FeedFault('unusable-rule', words);

/** Rejects parts that a frequency excludes. Source: RFC 5545 §3.3.10, each part's "MUST NOT". */
function refuseMeaningless(rule: RuleText): void {
  const { freq, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const refuse = (part: string, words: string): never => {
    throw unusable(`recurs ${freq} by ${part}, ${words}`);
  };
  if (byWeekNo !== null && freq !== 'YEARLY') refuse('week numbers (BYWEEKNO)', 'which only a YEARLY rule can');
  if (byYearDay !== null && freq !== 'YEARLY') refuse('days of the year (BYYEARDAY)', 'which only a YEARLY rule can');
  if (byMonthDay !== null && freq === 'WEEKLY') refuse('days of the month (BYMONTHDAY)', 'which a WEEKLY rule cannot');
  const isNumbered = byDay?.some(({ nth }) => nth !== null);
  if (isNumbered && (freq === 'DAILY' || freq === 'WEEKLY' || byWeekNo !== null)) {
    refuse('numbered weekdays (BYDAY)', 'which only a MONTHLY rule, or a YEARLY one without week numbers, can');
  }
}

/** Shifts recur by the day: a rule by the hour or minute is a mistake, and expensive. */
export function toRecurrence(rule: RuleText): Recurrence {
  const { freq } = rule;
  if (!isFrequency(freq)) throw unusable(`recurs ${freq}: a shift recurs daily or less often`);
  const startsADay = [rule.byHour, rule.byMinute, rule.bySecond].reduce((all, list) => all * (list?.length ?? 1), 1);
  if (startsADay > MAX_STARTS_A_DAY) {
    throw unusable(`recurs ${startsADay} times a day: at most ${MAX_STARTS_A_DAY} are read`);
  }
  refuseMeaningless(rule);
  return { ...rule, freq };
}

export function toRule(property: Property, start: When, zones: Zones): Rule {
  const text = ruleTextOf(property);
  const recurrence = toRecurrence(text);
  if (text.until === null) return { recurrence, untilMs: Infinity };
  const last = toWhen(toJcalTime(text.until), undefined, zones);
  const untilMs = text.until.endsWith('Z')
    ? msOf(last)
    : start.toMs(last.isDay ? last.wall.add({ days: 1 }) : last.wall);
  return { recurrence, untilMs: last.isDay ? untilMs - 1 : untilMs };
}
