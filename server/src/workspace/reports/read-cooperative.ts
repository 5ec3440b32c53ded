// In:    a civil month that is over in every library's zone.
// Out:   "By the Numbers" of all libraries together, and each library's part of it.
import type { CooperativeReport } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import { readCoverageOfMonths } from '../../coverage/months/read-months.ts';
import { oncePerKey } from '../../platform/once-per-key.ts';
import { invalid } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { readMonthOfAll, type MonthDeps } from '../../visibility/metrics/read-month.ts';
import { reportingYear, yearOf } from '../sampling/calendar.ts';
import { loadPlans, planOf } from '../sampling/plan-store.ts';
import { readTotals } from '../sampling/read-questions.ts';
import { loadRatings, ratingKey } from '../sampling/survey-store.ts';
import { cooperativeSums, type LibraryMonth } from './cooperative-sums.ts';
import { ownDesksOf, toScheduled } from './read-report.ts';
import { lastWholeMonth } from './share-months.ts';

export interface CooperativeDeps extends MonthDeps {
  registry: Pick<Registry, 'library' | 'libraries'>;
}

/**
 * The month, and each library's part of it with its comparisons.
 * Errors: Refusal 422 where the month is not over, or there is no library.
 */
export async function readCooperative(
  deps: CooperativeDeps,
  asked: string | undefined,
): Promise<{ report: CooperativeReport; libraries: LibraryMonth[] }> {
  const { database, clock, registry } = deps;
  const nowMs = clock.now();
  const all = registry.libraries().toSorted((one, other) => one.name.localeCompare(other.name));
  const todayIn = oncePerKey((zone: string) => windowOf(zone, nowMs, 1).to);
  // A day's end reaches the last zone up to a day later.
  const last = all.map(({ zone }) => lastWholeMonth(todayIn(zone))).sort()[0];
  const month = asked ?? last;
  if (last === undefined || month === undefined || month > last)
    throw invalid(
      [{ field: 'month', message: 'should be a month that is over' }],
      'This month is not over. Choose an earlier one.',
    );
  const ids = all.map(({ id }) => id);
  const plans = await loadPlans(database.db, ids);
  const metrics = await readMonthOfAll(database, ids, month);
  const yearFrom = oncePerKey((firstMonth: number) => reportingYear(yearOf(`${month}-01`, firstMonth), firstMonth));
  const yearOfMonth = (id: string) => yearFrom(planOf(plans, id).firstMonth);
  const totals = await readTotals(
    database,
    all.map(({ id, zone }) => ({ library: id, ...yearOfMonth(id), today: todayIn(zone) })),
  );
  const coverage = await readCoverageOfMonths(database.db, all.flatMap(ownDesksOf), { from: month, to: month }, nowMs);
  const ratings = await loadRatings(database.db, ids, [month]);
  const libraries = all.map((library): LibraryMonth => {
    const { id, name } = library;
    const own = ownDesksOf(library);
    const { countingSince: _since, ...periods } = metrics.get(id)!;
    const { method = null, total = null } = totals.get(id) ?? {};
    return {
      library: id,
      name,
      ...periods,
      desk: own[0]?.queueId ?? null,
      rating: ratings.get(ratingKey(id, month)) ?? null,
      coverage: toScheduled(coverage, own),
      questions: total &&
        method && { ...yearOfMonth(id), value: total.value, low: total.low, high: total.high, method },
    };
  });
  const { lastMonth, lastYear } = libraries[0]!;
  return {
    libraries,
    report: {
      month,
      of: libraries.length,
      latest: last,
      countingSince: [...metrics.values()].flatMap(({ countingSince }) => countingSince ?? []).sort()[0] ?? null,
      ...cooperativeSums(libraries, { month, lastMonth: lastMonth.month, lastYear: lastYear.month }),
      libraries: libraries.map(
        ({ lastMonth: _lastMonth, lastYear: _lastYear, desk: _desk, rating: _rating, ...part }) => part,
      ),
    },
  };
}
