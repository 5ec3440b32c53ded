// In:    libraries, their clicks by day and their open days; the days on which rules were first met.
// Out:   clicks per open day in the four weeks before and after a day; what each rule is worth.
// Never: divides by views: a template adds views, so the best rules would look harmful. Takes days before counting began for days
//        without clicks.
import type { BeforeAfter, RuleWorth } from '@askusnow/sdk/contract';
import { addDays, daysBefore, daysOf } from '../../platform/time/day-window.ts';
import { changeSentence, worthSentence } from './change-sentences.ts';
import { changeOf } from './change.ts';
import { openOf, sum, type BothSides, type Days } from './log-ratio.ts';
import { worthOf, type Cohort } from './rule-effect.ts';
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

/** What is counted of a library by day. */
export interface LibraryDays {
  /** A day without any has no entry. */
  counts: ReadonlyMap<string, number>;
  openDays: ReadonlySet<string>;
  /** The library's first day with any event; null: none yet. */
  countingSince: string | null;
}

export const within = ({ counts, openDays, countingSince }: LibraryDays, days: readonly string[]): Days =>
  days.map((day) =>
    openDays.has(day) && countingSince !== null && countingSince <= day ? (counts.get(day) ?? 0) : null,
  );

/** Of both sides of a day, in order; those that are not over are left out. */
function daysAround(date: string, today: string): { before: string[]; after: string[] } {
  const { before, after } = sidesOf(date);
  const overOf = (side: Side): string[] => daysOf(side).filter((day) => day < today);
  return { before: overOf(before), after: overOf(after) };
}

const bothSides = (of: LibraryDays, { before, after }: ReturnType<typeof daysAround>): BothSides => ({
  before: within(of, before),
  after: within(of, after),
});

function toPeriod(side: Side, days: Days): BeforeAfter['before'] {
  const open = openOf(days);
  const clicks = sum(open);
  return { ...side, openDays: open.length, clicks, perDay: open.length === 0 ? null : clicks / open.length };
}

/** `others`: the cooperative's other libraries. `today` is not over, and is left out. */
export function toBeforeAfter(
  library: { id: string; zone: string },
  date: string,
  { own, others }: { own: LibraryDays; others: readonly LibraryDays[] },
  today: string,
): BeforeAfter {
  const { id, zone } = library;
  const sides = sidesOf(date);
  const days = daysAround(date, today);
  const clicks = bothSides(own, days);
  const change = changeOf(
    clicks,
    others.map((other) => bothSides(other, days)),
  );
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

/** Nothing changed for the rule in these weeks, nor was it met in them for the first time and lost since. */
const isUnchanged = ({ since, firstMetOn }: LibraryResult, { before, after }: ReturnType<typeof sidesOf>): boolean =>
  [since, firstMetOn].every((day) => day === null || day <= before.from || day > after.to);

/** Whether the four weeks after it are over. */
export const isOver = (firstMetOn: string, today: string): boolean => sidesOf(firstMetOn).after.to < today;

/** `results`: of this rule, one per library. */
export function toWorth(
  { id, title }: Pick<Rule, 'id' | 'title'>,
  results: readonly LibraryResult[],
  daysOfLibrary: (library: string) => LibraryDays,
  today: string,
): RuleWorth {
  const dates = Map.groupBy(results, ({ firstMetOn }) => firstMetOn);
  const cohorts = [...dates].flatMap(([date, changed]): Cohort[] => {
    if (date === null || !isOver(date, today)) return [];
    const days = daysAround(date, today);
    const sidesOfEach = (libraries: readonly LibraryResult[]): Cohort['changed'] =>
      new Map(libraries.map(({ libraryId }) => [libraryId, bothSides(daysOfLibrary(libraryId), days)]));
    const sides = sidesOf(date);
    const unchanged = results.filter((each) => isUnchanged(each, sides));
    return [{ changed: sidesOfEach(changed), unchanged: sidesOfEach(unchanged) }];
  });
  const worth = worthOf(cohorts);
  return { rule: id, title, ...worth, sentence: worthSentence(worth) };
}
