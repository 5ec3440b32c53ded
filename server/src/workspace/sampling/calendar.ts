// In:    a plan; a year; today by the library's clock.
// Out:   the first and last day of a reporting year; the weeks that the plan asks to count; weeks of seven counted days.
// Never: a week that crosses the end of the reporting year.
import type { SamplePlan } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';
import { addDays, daysOf, mondayOf, type CivilWindow } from '../../platform/time/day-window.ts';

/** October is the month of the typical week in state instructions; the four are the middles of the seasons. */
const MONTHS: Record<SamplePlan['kind'], readonly number[]> = {
  none: [],
  'one-week': [10],
  'four-weeks': [1, 4, 7, 10],
};

/** A reporting year has the name of the year in which it ends. */
export function reportingYear(year: number, firstMonth: number): CivilWindow {
  const first = Temporal.PlainDate.from({ year: firstMonth === 1 ? year : year - 1, month: firstMonth, day: 1 });
  return { from: first.toString(), to: first.add({ years: 1 }).subtract({ days: 1 }).toString() };
}

/** The reporting year that a day is in. */
export function yearOf(date: string, firstMonth: number): number {
  const { year, month } = Temporal.PlainDate.from(date);
  return firstMonth > 1 && month >= firstMonth ? year + 1 : year;
}

const weekFrom = (monday: string): CivilWindow => ({ from: monday, to: addDays(monday, 6) });

/** The Monday of a month's nth week: the first is the Monday of the 1st to the 7th. */
function nthMondayOf(year: number, month: number, nth: number): string {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((8 - first.dayOfWeek) % 7) + 7 * (nth - 1) }).toString();
}

/** Monday to Sunday, in order. */
export function plannedWeeks({ kind, nth }: SamplePlan, year: CivilWindow): CivilWindow[] {
  const years = [...new Set([year.from, year.to].map((date) => Number(date.slice(0, 4))))];
  return years
    .flatMap((each) => MONTHS[kind].map((month) => weekFrom(nthMondayOf(each, month, nth))))
    .filter(({ from, to }) => year.from <= from && to <= year.to)
    .sort((one, other) => (one.from < other.from ? -1 : 1));
}

/** The weeks of a year, Monday to Sunday, of which each day is in `counted`. */
export function wholeWeeks(
  year: CivilWindow,
  counted: { keys(): Iterable<string>; has(date: string): boolean },
): CivilWindow[] {
  return [...counted.keys()]
    .filter((date) => year.from <= date && date <= year.to && mondayOf(date) === date)
    .sort()
    .map(weekFrom)
    .filter((week) => week.to <= year.to && daysOf(week).every((date) => counted.has(date)));
}
