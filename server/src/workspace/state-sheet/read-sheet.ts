// In:    libraries, a fiscal year.
// Out:   the figures that state program reports ask for, each library's and in total; what is not known, and since when.
import type { CoverageSum, LibraryContribution, StateRow, StateSheet } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';
import { scopeOf, visibleLibraries } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import {
  readContributionsOfDays,
  totalOf,
  type ContributionDeps,
} from '../../coverage/contribution/read-contributions.ts';
import { civilDays, type DayOf } from '../../coverage/ledger/days.ts';
import { loadCoverage } from '../../coverage/ledger/ledger.ts';
import { addSums } from '../../coverage/ledger/sums.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { invalid } from '../../platform/refusal.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { addDays, daysBefore, startOfDayMs, windowOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { loadFollowUpSums } from '../follow-ups/sums-store.ts';
import { ENDED_MONTHS } from '../follow-ups/tables.ts';
import { reportingYear, yearOf } from '../sampling/calendar.ts';
import { loadPlanView } from '../sampling/plan-store.ts';
import { readEstimate } from '../sampling/read-questions.ts';
import { loadTrainingSums } from '../training/training-store.ts';
import { DEFINITIONS, GIVEN_TERM } from './definitions.ts';
import { loadScheduledSince, loadUse } from './sheet-store.ts';
import { toTotal } from './totals.ts';

export interface SheetDeps {
  database: Database;
  clock: Clock;
  registry: ContributionDeps['registry'] & Pick<Registry, 'queuesByName'>;
}

/** A place is in use while it was seen within so many days. */
const PLACE_DAYS = 30;
const DAYS_OF_WEEK = 7;
const UTC = 'UTC';

/** The day, where it is later than the first of the year and not after the last. */
const within = (since: string | null, { from, to }: CivilWindow): string | null =>
  since !== null && since > from && since <= to ? since : null;

/** A year by a library's own clock. */
const instantsOf = (zone: string, { from, to }: CivilWindow): Interval => ({
  startMs: startOfDayMs(zone, from),
  endMs: startOfDayMs(zone, addDays(to, 1)),
});

const earlier = (one: string, other: string): string => (one < other ? one : other);

interface Desk {
  queueId: string;
  zone: string;
}

/** The sum of a year needs no figure of each day: a seventh of the reads. */
function weeksOf(zone: string, period: Interval): DayOf[] {
  const days = civilDays(zone, period);
  return days.flatMap((day, index) =>
    index % DAYS_OF_WEEK === 0 ? [{ ...day, endMs: (days[index + DAYS_OF_WEEK - 1] ?? days.at(-1)!).endMs }] : [],
  );
}

interface DeskYear {
  sum: CoverageSum;
  /** The first day of its stored schedule. */
  firstDay: string;
}

/**
 * By queue; a desk without a schedule in the year has no entry. A desk that libraries share is read once. One desk after the
 * other: each of them may walk over a year.
 */
async function readDesks(
  { database, clock }: SheetDeps,
  desks: readonly Desk[],
  year: CivilWindow,
): Promise<Map<string, DeskYear>> {
  const nowMs = clock.now();
  const since = await loadScheduledSince(
    database.db,
    desks.map(({ queueId }) => queueId),
  );
  const years = new Map<string, DeskYear>();
  for (const { queueId, zone } of desks) {
    const sinceMs = since.get(queueId);
    const startMs = Math.max(startOfDayMs(zone, year.from), sinceMs ?? Infinity);
    const period = { startMs, endMs: Math.min(startOfDayMs(zone, addDays(year.to, 1)), nowMs) };
    if (years.has(queueId) || sinceMs === undefined || period.startMs >= period.endMs) continue;
    const { sum } = await loadCoverage(database.db, queueId, period, weeksOf(zone, period), nowMs, false);
    years.set(queueId, { sum, firstDay: windowOf(zone, sinceMs, 1).to });
  }
  return years;
}

/** Of some desks, each once. Null: nothing was scheduled. */
function hoursOf(
  years: ReadonlyMap<string, DeskYear>,
  desks: readonly Desk[],
  year: CivilWindow,
): { hours: StateRow['hours']; hoursSince: string | null } {
  const its = [...new Set(desks.map(({ queueId }) => queueId))].flatMap((queue) => years.get(queue) ?? []);
  const { scheduled, covered, unmonitored } = addSums(its.map(({ sum }) => sum));
  if (scheduled === 0) return { hours: null, hoursSince: null };
  const [firstDay] = its.map((each) => each.firstDay).sort();
  return { hours: { scheduled, covered, unmonitored }, hoursSince: within(firstDay!, year) };
}

const ownDesks = ({ queues, zone }: RegisteredLibrary): Desk[] =>
  queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => ({ queueId, zone }));

const toGiven = ({ figures, value }: Pick<LibraryContribution, 'figures' | 'value'>): StateRow['given'] =>
  figures && {
    ...{ owed: figures.owed, given: figures.given, missed: figures.missed, unmonitored: figures.unmonitored },
    value,
  };

/** `asked` undefined: the current year. Errors: Refusal 422 for a year that has not begun. */
export async function readSheet(deps: SheetDeps, account: Account, asked: number | undefined): Promise<StateSheet> {
  const { database, clock, registry } = deps;
  const { db } = database;
  const nowMs = clock.now();
  const libraries = visibleLibraries(account, registry);
  const ids = libraries.map(({ id }) => id);
  const zone = libraries[0]?.zone ?? UTC;
  const today = windowOf(zone, nowMs, 1).to;
  const { firstMonth } = (await loadPlanView(db, null)).plan;
  const year = asked ?? yearOf(today, firstMonth);
  const window = reportingYear(year, firstMonth);
  if (window.from > today)
    throw invalid(
      [{ field: 'year', message: 'should be this fiscal year or an earlier one' }],
      'This year has not begun.',
    );
  const keptFrom = Temporal.PlainDate.from(today).subtract({ months: ENDED_MONTHS }).toString();
  const [use, training, followUps] = await Promise.all([
    loadUse(db, ids, { ...window, placesFrom: daysBefore(earlier(window.to, today), PLACE_DAYS - 1) }),
    loadTrainingSums(db, ids, { ...window, to: earlier(window.to, today) }),
    loadFollowUpSums(
      db,
      libraries.map((each) => ({ library: each.id, ...instantsOf(each.zone, window) })),
      nowMs,
    ),
  ]);
  const isForAll = scopeOf(account) === 'all';
  const own = libraries.flatMap(ownDesks);
  const shared = isForAll
    ? registry
        .queuesByName()
        .flatMap(({ id, tier, zone: deskZone }): Desk[] => (tier === 'local' ? [] : [{ queueId: id, zone: deskZone }]))
    : [];
  const desks = await readDesks(deps, [...own, ...shared], window);
  const gave = await readContributionsOfDays(deps, window, nowMs);
  const given = new Map(gave.libraries.map((each) => [each.library, toGiven(each)]));
  const rows: StateRow[] = [];
  for (const library of libraries) {
    const { id, name } = library;
    const { since, clicks, practice, placements } = use.get(id)!;
    const { method, total } = (await readEstimate(database, id, window, windowOf(library.zone, nowMs, 1).to)).estimate;
    const sessions = training.find((sum) => sum.library === id);
    const resolved = followUps.find((sum) => sum.library === id);
    rows.push({
      library: { id, name },
      clicks: since === null || since > window.to ? null : clicks,
      clicksSince: within(since, window),
      questions: total && method && { ...total, method },
      ...hoursOf(desks, ownDesks(library), window),
      given: given.get(id) ?? null,
      placements,
      practice,
      training: { sessions: sessions?.sessions ?? 0, headcount: sessions?.headcount ?? 0 },
      followUps: keptFrom > window.to ? null : { due: resolved?.due ?? 0, inTime: resolved?.inTime ?? 0 },
      followUpsSince: within(keptFrom, window),
    });
  }
  return {
    year,
    ...window,
    today,
    isOver: today > window.to,
    libraries: rows,
    total: isForAll ? toTotal(rows, { hours: hoursOf(desks, own, window).hours, given: toGiven(totalOf(gave)) }) : null,
    sharedHours: hoursOf(desks, shared, window).hours,
    contribution: gave.contribution,
    definitions: [...DEFINITIONS, { term: GIVEN_TERM, text: gave.definition }],
  };
}
