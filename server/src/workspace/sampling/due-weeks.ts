// In:    a library's plan, the days that have a number; today by its clock.
// Out:   the week to count that is near or runs; those that ended with days missing.
import type { SamplePlan } from '@askusnow/sdk/contract';
import { addDays, daysBefore, daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { plannedWeeks, reportingYear, yearOf } from './calendar.ts';

/** So many days before a week begins, its people are reminded. */
const AHEAD_DAYS = 2;
/** So many days after its end, a missing day is still asked for: later nobody knows the number. */
const AFTER_DAYS = 14;

export interface DueWeek extends CivilWindow {
  state: 'soon' | 'runs' | 'over';
  /** Days that are over and have no number. */
  missing: string[];
}

/** In order. A week that is over and whole is not due. */
export function dueWeeks(plan: SamplePlan, entered: { has(date: string): boolean }, today: string): DueWeek[] {
  const around = { from: daysBefore(today, AFTER_DAYS), to: addDays(today, AHEAD_DAYS) };
  const years = new Set([around.from, around.to].map((date) => yearOf(date, plan.firstMonth)));
  return [...years]
    .flatMap((year) => plannedWeeks(plan, reportingYear(year, plan.firstMonth)))
    .filter(({ from, to }) => from <= around.to && to >= around.from)
    .map(({ from, to }): DueWeek => {
      const state = today < from ? 'soon' : today > to ? 'over' : 'runs';
      return { from, to, state, missing: daysOf({ from, to }).filter((date) => date < today && !entered.has(date)) };
    })
    .filter(({ state, missing }) => state !== 'over' || missing.length > 0);
}
