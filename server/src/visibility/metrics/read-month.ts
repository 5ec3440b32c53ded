// In:    a library, or all; a civil month.
// Out:   the month's numbers beside the one before and the same month last year.
import type { MonthMetrics, MonthPeriod } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { daysOf, windowOf } from '../../platform/time/day-window.ts';
import { MONTH_DEFINITIONS } from './definitions.ts';
import { sumCounts } from './metrics.ts';
import { monthOf, monthWindows, toMonthPeriod, toSummedMonth } from './month.ts';
import { loadCountsOfAll, loadDaysOf, loadViewports } from './store.ts';

export type ComparedMonth = Pick<MonthMetrics, 'month' | 'lastMonth' | 'lastYear' | 'countingSince'>;

/** A day after each month that is over. */
const LATER = '9999-12-31';

export interface MonthDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'library'>;
}

/** A month that is over for all of them, by library. */
export async function readMonthOfAll(
  { db }: Database,
  libraries: readonly string[],
  month: string,
): Promise<Map<string, ComparedMonth>> {
  const windows = monthWindows(month, LATER)!;
  const rows = await loadCountsOfAll(db, libraries, [windows.month, windows.lastMonth, windows.lastYear]);
  const byLibrary = Map.groupBy(rows, ({ library }) => library);
  return new Map(
    [...byLibrary].map(([library, its]) => {
      const countingSince = its[0]!.since;
      const period = (window: typeof windows.month): MonthPeriod =>
        toSummedMonth(window, sumCounts(its.filter(({ from }) => from === window.from)), countingSince);
      return [
        library,
        {
          month: period(windows.month),
          lastMonth: period(windows.lastMonth),
          lastYear: period(windows.lastYear),
          countingSince,
        },
      ];
    }),
  );
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
