// In:    a library, a civil month.
// Out:   the month's numbers beside the one before and the same month last year.
import type { MonthMetrics, MonthPeriod } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { MONTH_DEFINITIONS } from './definitions.ts';
import { sumCounts } from './metrics.ts';
import { monthOf, monthWindows, toMonthPeriod } from './month.ts';
import { loadDaysOf, loadViewports } from './store.ts';

export interface MonthDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

/** `asked` undefined: the current month. Errors: Refusal 422 where it has not begun. */
export async function readMonth(
  { database: { db }, clock, registry }: MonthDeps,
  id: string,
  asked: string | undefined,
): Promise<MonthMetrics> {
  const { name, zone } = registry.library(id)!;
  const today = windowOf(zone, clock.now(), 1).to;
  const windows = monthWindows(asked ?? monthOf(today), today);
  if (windows === null)
    throw invalid([{ field: 'month', message: 'should be this month or an earlier one' }], 'This month has not begun.');
  const { isOver, month, lastMonth, lastYear } = windows;
  const [{ days, countingSince }, byViewport] = await Promise.all([
    loadDaysOf(db, id, [month, lastMonth, lastYear]),
    loadViewports(db, id, month),
  ]);
  const byDate = new Map(days.map((day) => [day.date, day]));
  const none = sumCounts([]);
  const period = (window: typeof month): MonthPeriod => toMonthPeriod(window, days, countingSince);
  return {
    library: id,
    name,
    zone,
    isOver,
    month: period(month),
    lastMonth: period(lastMonth),
    lastYear: period(lastYear),
    byDay: daysOf(month).map((date) => byDate.get(date) ?? { date, ...none }),
    byViewport,
    countingSince,
    definitions: MONTH_DEFINITIONS,
  };
}
