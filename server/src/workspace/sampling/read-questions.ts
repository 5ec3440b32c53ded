// In:    a library, or all; a reporting year.
// Out:   its plan, its entered days and the estimate of the year; the totals of all.
import type { QuestionDay, QuestionEstimate, QuestionYear, SamplePlan } from '@askusnow/sdk/contract';
import { READ_LEVELS } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import { daysOf, windowOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { daysWithDoubtfulClicks, readDoubts } from '../../visibility/metrics/read-doubts.ts';
import { plannedWeeks, reportingYear, yearOf } from './calendar.ts';
import { loadPlanView } from './plan-store.ts';
import {
  loadClicksOfAll,
  loadDays,
  loadDaysOfAll,
  type LibraryClicks,
  type LibraryYear,
  type StoredDay,
} from './question-store.ts';
import { daysOver, estimateYear, type YearFacts } from './year-estimate.ts';

/** Levels 1 and 2 of the READ scale. Source: Rutgers University Libraries, "Using the READ scale". */
const DIRECTIONAL_LEVELS = 2;
/** Kinds of pages in the response: a person reads the list. */
const PAGES_SHOWN = 20;

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

function readOf(days: readonly QuestionDay[]): QuestionYear['read'] {
  const levels = days.flatMap((day) => (day.levels === null ? [] : [day.levels]));
  if (levels.length === 0) return null;
  const total = (from: number, to: number): number => sum(levels.map((counts) => sum(counts.slice(from, to))));
  return {
    days: levels.length,
    directional: total(0, DIRECTIONAL_LEVELS),
    reference: total(DIRECTIONAL_LEVELS, READ_LEVELS),
  };
}

function pagesOf(days: readonly StoredDay[]): QuestionYear['pages'] {
  const counts = new Map<string, number>();
  for (const { page, questions } of days.flatMap(({ pages }) => pages))
    counts.set(page, (counts.get(page) ?? 0) + questions);
  return [...counts]
    .map(([page, questions]) => ({ page, questions }))
    .sort((one, other) => other.questions - one.questions || (one.page < other.page ? -1 : 1))
    .slice(0, PAGES_SHOWN);
}

export const toQuestionDay = ({ pages: _pages, ...day }: StoredDay): QuestionDay => day;

const clickFacts = ({ since, total, byDay }: LibraryClicks): Pick<YearFacts, 'clicks' | 'countingSince'> => ({
  clicks: { total, byDay: new Map(Object.entries(byDay)) },
  countingSince: since,
});

/** The days of a reporting year with an entry, and the estimate that they and its clicks give. */
async function readEstimate(
  database: Database,
  library: string,
  window: CivilWindow,
  today: string,
): Promise<{ days: StoredDay[]; inForce: StoredDay[]; estimate: QuestionEstimate }> {
  const [days, [counted], doubts] = await Promise.all([
    loadDays(database.db, library, window),
    loadClicksOfAll(database.db, [library], daysOver(window, today)),
    readDoubts(database, [library], window),
  ]);
  return {
    days,
    inForce: days.filter(({ state }) => state !== 'removed'),
    estimate: estimateYear({
      year: window,
      today,
      days,
      ...clickFacts(counted!),
      doubtful: daysWithDoubtfulClicks(doubts.get(library)?.doubts ?? []),
    }),
  };
}

/** Each library's total of a year of its own; null: it has none. Doubts change no total. */
export async function readTotals(
  { db }: Database,
  years: readonly (LibraryYear & { today: string })[],
): Promise<Map<string, Pick<QuestionEstimate, 'method' | 'total'>>> {
  const entered = await loadDaysOfAll(db, years);
  const counting = years.filter(({ library }) => entered.has(library));
  // Libraries of one time zone have one window.
  const windows = Map.groupBy(counting, ({ today, ...year }) => Object.values(daysOver(year, today)).join());
  const counted = await Promise.all(
    [...windows.values()].map((its) =>
      loadClicksOfAll(
        db,
        its.map(({ library }) => library),
        daysOver(its[0]!, its[0]!.today),
      ),
    ),
  );
  const clicksOf = new Map(counted.flat().map((each) => [each.library, each]));
  return new Map(
    counting.map(({ library, today, ...year }) => {
      const facts = { year, today, days: entered.get(library)!, doubtful: [] };
      return [library, estimateYear({ ...facts, ...clickFacts(clicksOf.get(library)!) })];
    }),
  );
}

/** `asked` undefined: the reporting year of today. */
export async function readQuestions(
  database: Database,
  { id, name, zone }: Pick<RegisteredLibrary, 'id' | 'name' | 'zone'>,
  asked: number | undefined,
  nowMs: number,
): Promise<QuestionYear> {
  const today = windowOf(zone, nowMs, 1).to;
  const view = await loadPlanView(database.db, id);
  const plan: SamplePlan = view.plan;
  const year = asked ?? yearOf(today, plan.firstMonth);
  const window = reportingYear(year, plan.firstMonth);
  const { days, inForce, estimate } = await readEstimate(database, id, window, today);
  const entered = new Set(inForce.map(({ date }) => date));
  const weeks = plannedWeeks(plan, window).map((week) => ({
    ...week,
    missing: daysOf(week).filter((date) => !entered.has(date)),
  }));
  return {
    library: id,
    name,
    zone,
    year,
    ...window,
    today,
    plan: view,
    weeks,
    days: days.map(toQuestionDay),
    read: readOf(inForce),
    pages: pagesOf(inForce),
    estimate,
  };
}
