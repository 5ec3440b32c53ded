// In:    an event's RRULE or EXRULE as jCal has it, and its start.
// Out:   a rule that can be expanded; or a FeedFault.
// Never: a rule by the hour or finer.
import { RRuleTemporal } from 'rrule-temporal';
import { FeedFault } from './fault.ts';
import type { Property } from './jcal.ts';
import { ruleText, type Recurrence } from './recurrence.ts';
import { msOf, toWhen, type When, type Zones } from './when.ts';

export interface Rule {
  rule: RRuleTemporal;
  /** Last instant at which an instance may start. */
  untilMs: number;
  count: number;
}

/** Desks change by the day: a rule by the hour or minute is a mistake, and dear. */
const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const STARTS_A_DAY_MOST = 24;
const partsIn = (part: unknown): number => (Array.isArray(part) ? part.length : 1);

export function toRule([, , , value]: Property, start: When, zones: Zones): Rule {
  const recurrence = value as Recurrence;
  const { freq, until, byhour, byminute, bysecond } = recurrence;
  const count = typeof recurrence['count'] === 'number' ? recurrence['count'] : 0;
  if (!FREQUENCIES.includes(freq))
    throw new FeedFault('unusable-rule', `recurs ${freq}: a shift recurs daily or less often`);
  const startsADay = partsIn(byhour) * partsIn(byminute) * partsIn(bysecond);
  if (startsADay > STARTS_A_DAY_MOST) {
    throw new FeedFault('unusable-rule', `recurs ${startsADay} times a day: at most ${STARTS_A_DAY_MOST} are read`);
  }
  const rule = new RRuleTemporal({ rruleString: ruleText(recurrence), dtstart: start.wall.toZonedDateTime('UTC') });
  if (until === undefined) return { rule, untilMs: Infinity, count };
  const last = toWhen(until, undefined, zones);
  const untilMs = until.endsWith('Z') ? msOf(last) : start.toMs(last.isDay ? last.wall.add({ days: 1 }) : last.wall);
  return { rule, untilMs: last.isDay ? untilMs - 1 : untilMs, count };
}
