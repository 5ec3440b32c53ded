// In:    a civil month that is over in every library's zone.
// Out:   "By the Numbers" of all libraries together, and each library's part of it.
import type { CooperativeReport } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { invalid } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { readMonth, type MonthDeps } from '../../visibility/metrics/read-month.ts';
import { yearOf } from '../sampling/calendar.ts';
import { loadPlans, planOf } from '../sampling/plan-store.ts';
import { readQuestions } from '../sampling/read-questions.ts';
import { cooperativeSums, type LibraryMonth } from './cooperative-sums.ts';
import { coverageOf } from './read-report.ts';
import { lastWholeMonth } from './share-months.ts';

export interface CooperativeDeps extends MonthDeps {
  registry: Pick<Registry, 'library' | 'libraries'>;
}

/** A day's end reaches the last zone up to a day later. */
const lastWholeOf = (libraries: readonly RegisteredLibrary[], nowMs: number): string | undefined =>
  libraries.map(({ zone }) => lastWholeMonth(windowOf(zone, nowMs, 1).to)).sort()[0];

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
  const last = lastWholeOf(all, nowMs);
  const month = asked ?? last;
  if (last === undefined || month === undefined || month > last)
    throw invalid(
      [{ field: 'month', message: 'should be a month that is over' }],
      'This month is not over. Choose an earlier one.',
    );
  const plans = await loadPlans(
    database.db,
    all.map(({ id }) => id),
  );
  const libraries: LibraryMonth[] = [];
  const since: string[] = [];
  // One after the other: each of them may walk over a month of a busy desk.
  for (const library of all) {
    const { id, name, queues } = library;
    const metrics = await readMonth(deps, id, month);
    if (metrics.countingSince !== null) since.push(metrics.countingSince);
    const coverage = await coverageOf(database, library, metrics.month, nowMs);
    const year = yearOf(metrics.month.to, planOf(plans, id).firstMonth);
    const { from, to, estimate } = await readQuestions(database, library, year, nowMs);
    libraries.push({
      library: id,
      name,
      month: metrics.month,
      lastMonth: metrics.lastMonth,
      lastYear: metrics.lastYear,
      desk: queues.find(({ tier }) => tier === 'local')?.queueId ?? null,
      coverage,
      questions:
        estimate.total === null || estimate.method === null
          ? null
          : { from, to, value: estimate.total.value, method: estimate.method },
    });
  }
  const { lastMonth, lastYear } = libraries[0]!;
  return {
    libraries,
    report: {
      month,
      of: libraries.length,
      latest: last,
      countingSince: since.sort()[0] ?? null,
      ...cooperativeSums(libraries, { month, lastMonth: lastMonth.month, lastYear: lastYear.month }),
      libraries: libraries.map(({ lastMonth: _lastMonth, lastYear: _lastYear, desk: _desk, ...part }) => part),
    },
  };
}
