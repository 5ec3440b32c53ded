// Numbers of days and numbers of a month, as one thing to show.
import type { Counts, DayCounts, Metrics, MonthMetrics, Rate } from '@askusnow/sdk';
import { monthSpan } from './months.js';
import { addDays } from './wall-clock.js';

/** Counts with their rates; a count or rate that was not counted is null. */
export interface Figures {
  counts: Counts | null;
  viewableRate: Rate | null;
  clickThrough: Rate | null;
}

/** Counts to compare, and those of the days before. Some may not be comparable. */
export interface ComparedCounts {
  counts: Partial<Counts>;
  before: Omit<Figures, 'counts'> & { counts: Partial<Counts> };
}

export interface NumberPeriod extends Figures {
  from: string;
  to: string;
  /** "2026-10"; null: days up to today. */
  month: string | null;
  /** The day from which there is a comparison, if it is later; null: nothing is counted, or the day is over. */
  comparedFrom: string | null;
  /** Against the same days before; null: not all of these days were counted. */
  change: (ComparedCounts & { month: string | null }) | null;
  byDay: readonly DayCounts[];
  countingSince: string | null;
  definitions: Metrics['definitions'];
}

/** Today is not over, so it is in no comparison. */
function wholeDays({ totals, byDay }: Metrics): Counts {
  const today = byDay.at(-1);
  if (today === undefined) return totals;
  const keys = Object.keys(totals) as (keyof Counts)[];
  return Object.fromEntries(keys.map((key) => [key, totals[key] - today[key]])) as unknown as Counts;
}

/** Null: it is no later. */
const laterOf = (date: string, than: string): string | null => (date > than ? date : null);

export function periodOfDays(metrics: Metrics): NumberPeriod {
  const { window, totals, viewableRate, clickThrough, before, byDay, countingSince, definitions } = metrics;
  return {
    from: window.from,
    to: window.to,
    month: null,
    counts: totals,
    viewableRate,
    clickThrough,
    change: before && { counts: wholeDays(metrics), before, month: null },
    comparedFrom: countingSince && laterOf(addDays(countingSince, 2 * window.days - 1), window.to),
    byDay,
    countingSince,
    definitions,
  };
}

/** The first day of the first month that was counted from its first day on. */
function firstWhole(since: string): string {
  const [first, next] = monthSpan(since);
  return since === first ? first : next;
}

export function periodOfMonth(metrics: MonthMetrics): NumberPeriod {
  const { month, lastMonth, byDay, countingSince, definitions } = metrics;
  const isWhole = ({ days, countedDays }: typeof month): boolean => days > 0 && countedDays === days;
  const { counts } = month;
  const before = lastMonth.counts && { ...lastMonth, counts: lastMonth.counts };
  return {
    ...month,
    comparedFrom: countingSince && laterOf(monthSpan(firstWhole(countingSince))[1], month.to),
    change:
      counts && before && isWhole(month) && isWhole(lastMonth) ? { counts, before, month: lastMonth.month } : null,
    byDay,
    countingSince,
    definitions,
  };
}
