// In:    a civil month, today by the library's clock; the counts of days.
// Out:   the month beside the one before and the same month last year.
// Never: compares a part of a month with a whole one; takes days before counting began for zero.
import { Temporal } from 'temporal-polyfill';
import type { Counts, DayCounts, MonthPeriod } from '@askusnow/sdk/contract';
import { dayCount, daysBefore, type CivilWindow } from '../../platform/time/day-window.ts';
import { sumCounts, toClickThrough } from './metrics.ts';
import { toRate } from './wilson.ts';

/** Whole days; `days` is 0 where none is over yet, and `to` is before `from`. */
interface MonthDays extends CivilWindow {
  month: string;
  days: number;
}

export interface MonthWindows {
  isOver: boolean;
  month: MonthDays;
  lastMonth: MonthDays;
  lastYear: MonthDays;
}

const firstDays = (month: Temporal.PlainYearMonth, most: number): MonthDays => {
  const first = month.toPlainDate({ day: 1 });
  const days = Math.min(most, month.daysInMonth);
  return { month: month.toString(), from: first.toString(), to: first.add({ days: days - 1 }).toString(), days };
};

export const monthOf = (date: string): string => date.slice(0, 7);

/** Null: the month has not begun. Of a month that is not over, the days before `today`, and as many of the others. */
export function monthWindows(text: string, today: string): MonthWindows | null {
  if (text > monthOf(today)) return null;
  const month = Temporal.PlainYearMonth.from(text);
  const isOver = text < monthOf(today);
  const days = isOver ? month.daysInMonth : Number(today.slice(8)) - 1;
  // A whole month is compared with whole months, whatever their length.
  const compared = isOver ? Infinity : days;
  return {
    isOver,
    month: firstDays(month, days),
    lastMonth: firstDays(month.subtract({ months: 1 }), compared),
    lastYear: firstDays(month.subtract({ years: 1 }), compared),
  };
}

/** `days`: days with counts. */
export const toMonthPeriod = (
  window: MonthDays,
  days: readonly DayCounts[],
  countingSince: string | null,
): MonthPeriod =>
  toSummedMonth(window, sumCounts(days.filter(({ date }) => window.from <= date && date <= window.to)), countingSince);

/** The same of its sum. */
export function toSummedMonth(window: MonthDays, sum: Counts, countingSince: string | null): MonthPeriod {
  const { from, to } = window;
  const countedDays = countingSince === null ? 0 : dayCount({ from: countingSince > from ? countingSince : from, to });
  const isCounted = countedDays > 0;
  return {
    ...window,
    to: window.days === 0 ? daysBefore(from, 1) : to,
    countedDays,
    counts: isCounted ? sum : null,
    viewableRate: isCounted ? toRate(sum.viewable, sum.measurable) : null,
    clickThrough: isCounted ? toClickThrough(sum) : null,
  };
}
