// In:    a library, a civil month.
// Out:   "By the Numbers": its counts, the clicks of the months up to it, coverage and score beside two other months; what improved, what is in doubt; its comment.
import type { CoverageSum, Improvement, MonthMetrics, MonthPeriod, MonthReport } from '@askusnow/sdk/contract';
import { loadCoverage } from '../../coverage/ledger/ledger.ts';
import { readContribution, type ContributionDeps } from '../../coverage/contribution/read-contributions.ts';
import { addSums } from '../../coverage/ledger/sums.ts';
import { weeksOf } from '../../coverage/months/compute-month.ts';
import { keyOf, readCoverageOfMonths } from '../../coverage/months/read-months.ts';
import type { MonthsDesk } from '../../coverage/months/store.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import { addDays, addMonths, startOfDayMs } from '../../platform/time/day-window.ts';
import { loadRatings, ratingKey } from '../sampling/survey-store.ts';
import { monthOf } from '../../visibility/metrics/month.ts';
import { loadMonthClicks } from '../../visibility/metrics/store.ts';
import { readDoubts } from '../../visibility/metrics/read-doubts.ts';
import { readMonth, type MonthDeps } from '../../visibility/metrics/read-month.ts';
import { keyPageOf } from '../../visibility/placements/key-pages.ts';
import { rulesOf } from '../../visibility/standard/rules.ts';
import { loadStandard } from '../../visibility/standard/store.ts';
import { loadComment } from './comment-store.ts';
import { loadLastScores, loadMetRules, loadNewPages, type NewPage } from './month-store.ts';

/** With the civil months of its zone. */
export const ownDesksOf = ({ queues, zone }: RegisteredLibrary): MonthsDesk[] =>
  queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => ({ queueId, zone }));

/** Of some desks together. Null: nothing was scheduled. */
export function toScheduled(sums: ReadonlyMap<string, CoverageSum>, desks: readonly MonthsDesk[]): CoverageSum | null {
  const sum = addSums(desks.flatMap((desk) => sums.get(keyOf(desk)) ?? []));
  return sum.scheduled === 0 ? null : sum;
}

/** Null: nothing was scheduled at the library's own desks, or no day of the period is over. */
export async function coverageOf(
  { db }: Database,
  library: RegisteredLibrary,
  { month, from, to, days }: MonthPeriod,
  nowMs: number,
): Promise<CoverageSum | null> {
  if (days === 0) return null;
  const own = ownDesksOf(library);
  if (monthOf(addDays(to, 1)) > month)
    return toScheduled(await readCoverageOfMonths(db, own, { from: month, to: month }, nowMs), own);
  const { zone } = library;
  const period = { startMs: startOfDayMs(zone, from), endMs: Math.min(startOfDayMs(zone, addDays(to, 1)), nowMs) };
  const sums = new Map<string, CoverageSum>();
  for (const desk of own)
    sums.set(keyOf(desk), (await loadCoverage(db, desk.queueId, period, weeksOf(zone, period), nowMs, false)).sum);
  return toScheduled(sums, own);
}

/** Before a month: with it, each month has the same one of the year before beside it. */
const MONTHS_BEFORE = 12;

/** A month without clicks is none only once counting has begun. */
async function clicksByMonth(
  { db }: Database,
  { library, month: { month, to }, countingSince }: Pick<MonthMetrics, 'library' | 'month' | 'countingSince'>,
): Promise<MonthReport['byMonth']> {
  const first = addMonths(month, -MONTHS_BEFORE);
  const counted = await loadMonthClicks(db, library, { from: `${first}-01`, to });
  const clicksOf = new Map(counted.map(({ month: of, clicks }) => [of, clicks]));
  return Array.from({ length: MONTHS_BEFORE + 1 }, (_, at) => addMonths(first, at))
    .filter((each) => countingSince !== null && each >= monthOf(countingSince))
    .map((each) => ({ month: each, clicks: clicksOf.get(each) ?? 0 }));
}

/** As Places names it: the key page that it serves, or its pattern. */
const pageTitle = ({ keyPages }: RegisteredLibrary, { origin, pattern, names }: NewPage): string =>
  names
    .map((name) => keyPageOf(keyPages, { origin, pattern, name, viewports: [] }))
    .find((keyPage) => keyPage !== null) ?? pattern;

async function improvementsOf(
  { db }: Database,
  library: RegisteredLibrary,
  zone: string,
  period: MonthPeriod,
): Promise<Improvement[]> {
  const { id } = library;
  const [{ standard }, met, pages] = await Promise.all([
    loadStandard(db),
    loadMetRules(db, id, period),
    loadNewPages(db, id, period, zone),
  ]);
  const titles = new Map(rulesOf(standard).map(({ id: rule, title }) => [rule, title]));
  return [
    ...met.flatMap(({ rule, on }): Improvement[] => {
      const title = titles.get(rule);
      return title === undefined ? [] : [{ kind: 'rule', on, title }];
    }),
    ...pages.map((page): Improvement => ({ kind: 'placement', on: page.on, title: pageTitle(library, page) })),
  ].sort((one, other) => one.on.localeCompare(other.on));
}

/** What a report reads besides a month's numbers. */
export type ReportDeps = MonthDeps & ContributionDeps;

/** `asked` undefined: the current month. Errors: Refusal 422 where it has not begun. */
export async function readReport(deps: ReportDeps, id: string, asked: string | undefined): Promise<MonthReport> {
  const { database, clock, registry } = deps;
  const metrics = await readMonth(deps, id, asked);
  const library = registry.library(id)!;
  const { month, lastMonth, lastYear, zone } = metrics;
  const periods = [month, lastMonth, lastYear];
  const nowMs = clock.now();
  // One after the other: each of them may walk over a month of a busy desk.
  const coverage: (CoverageSum | null)[] = [];
  for (const period of periods) coverage.push(await coverageOf(database, library, period, nowMs));
  const months = periods.map((period) => period.month);
  const [byMonth, scores, improved, doubted, comment, ratings] = await Promise.all([
    clicksByMonth(database, metrics),
    loadLastScores(database.db, id, periods),
    improvementsOf(database, library, zone, month),
    readDoubts(database, [id], month),
    loadComment(database.db, id, month.month),
    loadRatings(database.db, [id], months),
  ]);
  const ratingOf = (of: string) => ratings.get(ratingKey(id, of)) ?? null;
  return {
    metrics,
    byMonth,
    coverage: { month: coverage[0]!, lastMonth: coverage[1]!, lastYear: coverage[2]! },
    score: { month: scores[0]!, lastMonth: scores[1]!, lastYear: scores[2]! },
    rating: { month: ratingOf(months[0]!), lastMonth: ratingOf(months[1]!), lastYear: ratingOf(months[2]!) },
    sharedDesk: await readContribution(deps, library, month.month, nowMs),
    improved,
    doubts: [...(doubted.get(id)?.doubts ?? [])],
    comment,
  };
}
