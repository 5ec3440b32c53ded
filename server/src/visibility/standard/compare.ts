// In:    libraries, their clicks by day and their open days; the days on which rules were first met.
// Out:   clicks per open day in the four weeks before and after a day; what each rule is worth.
// Never: divides by views: a template adds views, so the best rules would look harmful. Takes days before counting began for days
//        without clicks.
import type { BeforeAfter, RuleWorth } from '@askusnow/sdk/contract';
import { addDays, daysBefore } from '../../platform/time/day-window.ts';
import { changeSentence, worthSentence } from './change-sentences.ts';
import { changeOf, worthOf, type BothSides } from './change.ts';
import type { StoredResult } from './rule-results.ts';
import type { Rule } from './rules.ts';

/** Whole weeks: both sides have each weekday as often. Units: days. */
export const SIDE_DAYS = 28;

export interface Side {
  from: string;
  to: string;
}

/** The day itself is on neither side. */
export const sidesOf = (date: string): { before: Side; after: Side } => ({
  before: { from: daysBefore(date, SIDE_DAYS), to: daysBefore(date, 1) },
  after: { from: addDays(date, 1), to: addDays(date, SIDE_DAYS) },
});

/** A library's clicks by day, and its open days in order. */
export interface LibraryDays {
  clicks: ReadonlyMap<string, number>;
  openDays: readonly string[];
  /** The library's first day with any event; null: none yet. */
  countingSince: string | null;
}

const within = ({ clicks, openDays, countingSince }: LibraryDays, { from, to }: Side): number[] =>
  countingSince === null
    ? []
    : openDays.filter((day) => from <= day && day <= to && countingSince <= day).map((day) => clicks.get(day) ?? 0);

const bothSides = (days: LibraryDays, date: string): BothSides => {
  const { before, after } = sidesOf(date);
  return { before: within(days, before), after: within(days, after) };
};

function toPeriod(side: Side, days: readonly number[]): BeforeAfter['before'] {
  const clicks = days.reduce((sum, count) => sum + count, 0);
  return { ...side, openDays: days.length, clicks, perDay: days.length === 0 ? null : clicks / days.length };
}

/** `today` is not over, and is left out. */
export function toBeforeAfter(
  library: { id: string; zone: string },
  date: string,
  days: LibraryDays,
  today: string,
): BeforeAfter {
  const { id, zone } = library;
  const past = { ...days, openDays: days.openDays.filter((day) => day < today) };
  const sides = sidesOf(date);
  const clicks = bothSides(past, date);
  const change = changeOf(clicks.before, clicks.after);
  const [before, after] = [toPeriod(sides.before, clicks.before), toPeriod(sides.after, clicks.after)];
  const counts = { before: { ...before, count: before.clicks }, after: { ...after, count: after.clicks } };
  return {
    library: id,
    zone,
    date,
    before,
    after,
    ...change,
    sentence: changeSentence({ ...change, ...counts }, 'click'),
  };
}

export interface LibraryResult extends StoredResult {
  libraryId: string;
}

/** Nothing changed for the rule in the weeks around the day. */
const isUnchanged = ({ since }: StoredResult, date: string): boolean => {
  const { before, after } = sidesOf(date);
  return since <= before.from || since > after.to;
};

/** Whether the four weeks after it are over. */
export const isOver = (firstMetOn: string, today: string): boolean => sidesOf(firstMetOn).after.to < today;

/** `results`: of this rule, one per library. */
export function toWorth(
  { id, title }: Pick<Rule, 'id' | 'title'>,
  results: readonly LibraryResult[],
  daysOf: (library: string) => LibraryDays,
  today: string,
): RuleWorth {
  const treated = results.flatMap(({ libraryId, firstMetOn }) => {
    if (firstMetOn === null || !isOver(firstMetOn, today)) return [];
    const others = results.filter((each) => each.libraryId !== libraryId && isUnchanged(each, firstMetOn));
    return [
      {
        ...bothSides(daysOf(libraryId), firstMetOn),
        unchanged: others.map((each) => bothSides(daysOf(each.libraryId), firstMetOn)),
      },
    ];
  });
  const worth = worthOf(treated);
  return { rule: id, title, ...worth, sentence: worthSentence(worth) };
}
