// In:    libraries, a fiscal year.
// Out:   the figures that state program reports ask for, each library's and in total; what is not known, and since when.
import type { CoverageSum, LibraryContribution, StateRow, StateSheet } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';
import { isShared, scopeOf, visibleLibraries } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { totalOf, type ContributionDeps } from '../../coverage/contribution/read-contributions.ts';
import { readGivenOfMonths } from '../../coverage/months/read-given.ts';
import { readCoverageOfMonths } from '../../coverage/months/read-months.ts';
import { loadScheduledSince, type MonthsDesk } from '../../coverage/months/store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { invalid } from '../../platform/refusal.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { oncePerKey } from '../../platform/once-per-key.ts';
import { addDays, daysBefore, startOfDayMs, windowOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { mayBeDoubted } from '../../visibility/metrics/doubts.ts';
import { monthOf } from '../../visibility/metrics/month.ts';
import { clicksToCheck, readDoubts } from '../../visibility/metrics/read-doubts.ts';
import { loadFollowUpSums } from '../follow-ups/sums-store.ts';
import { ENDED_MONTHS } from '../follow-ups/tables.ts';
import { reportingYear, yearOf } from '../sampling/calendar.ts';
import { loadPlanView } from '../sampling/plan-store.ts';
import { readTotals } from '../sampling/read-questions.ts';
import { ownDesksOf, toScheduled } from '../reports/read-report.ts';
import { loadTrainingSums } from '../training/training-store.ts';
import { DEFINITIONS, GIVEN_TERM } from './definitions.ts';
import { loadUse } from './sheet-store.ts';
import { toTotal } from './totals.ts';

export interface SheetDeps {
  database: Database;
  clock: Clock;
  registry: ContributionDeps['registry'] & Pick<Registry, 'queuesByName'>;
}

/** A place is in use while it was seen within so many days. */
const PLACE_DAYS = 30;
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

interface DeskYears {
  /** By {@link keyOf}. */
  sums: ReadonlyMap<string, CoverageSum>;
  /** When its schedule began, by queue. */
  since: ReadonlyMap<string, number>;
}

/** Of some desks, each once. Null: nothing was scheduled. */
function hoursOf(
  { sums, since }: DeskYears,
  desks: readonly MonthsDesk[],
  year: CivilWindow,
): { hours: StateRow['hours']; hoursSince: string | null } {
  const each = [...new Map(desks.map((desk) => [desk.queueId, desk])).values()];
  const sum = toScheduled(sums, each);
  if (sum === null) return { hours: null, hoursSince: null };
  const { scheduled, covered, unmonitored } = sum;
  const firstDays = each.flatMap(({ queueId, zone }) => {
    const sinceMs = since.get(queueId);
    return sinceMs === undefined ? [] : [windowOf(zone, sinceMs, 1).to];
  });
  return { hours: { scheduled, covered, unmonitored }, hoursSince: within(firstDays.sort()[0]!, year) };
}

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
  const todayIn = oncePerKey((of: string) => windowOf(of, nowMs, 1).to);
  const yearIn = oncePerKey((of: string) => instantsOf(of, window));
  const keptFrom = Temporal.PlainDate.from(today).subtract({ months: ENDED_MONTHS }).toString();
  const [use, training, followUps] = await Promise.all([
    loadUse(db, ids, { ...window, placesFrom: daysBefore(earlier(window.to, today), PLACE_DAYS - 1) }),
    loadTrainingSums(db, ids, { ...window, to: earlier(window.to, today) }),
    loadFollowUpSums(
      db,
      libraries.map((each) => ({ library: each.id, ...yearIn(each.zone) })),
      nowMs,
    ),
  ]);
  // Hours are many more than days: only where a day's clicks may be in doubt are they read.
  const busy = ids.filter((id) => mayBeDoubted({ clicks: use.get(id)!.busiestDay, viewable: 0 }));
  const doubts = await readDoubts(database, busy, window);
  const isForAll = scopeOf(account) === 'all';
  const own = libraries.flatMap(ownDesksOf);
  const shared = isForAll
    ? registry
        .queuesByName()
        .filter(isShared)
        .map(({ id, zone: deskZone }) => ({ queueId: id, zone: deskZone }))
    : [];
  const all = [...own, ...shared];
  const desks = {
    sums: await readCoverageOfMonths(db, all, { from: monthOf(window.from), to: monthOf(window.to) }, nowMs),
    since: await loadScheduledSince(
      db,
      all.map(({ queueId }) => queueId),
    ),
  };
  const gave = await readGivenOfMonths(deps, window, nowMs);
  const given = new Map(gave.libraries.map((each) => [each.library, toGiven(each)]));
  const totals = await readTotals(
    database,
    libraries.map((each) => ({ library: each.id, ...window, today: todayIn(each.zone) })),
  );
  const rows: StateRow[] = [];
  for (const library of libraries) {
    const { id, name } = library;
    const { since, clicks, practice, placements } = use.get(id)!;
    const { method = null, total = null } = totals.get(id) ?? {};
    const sessions = training.find((sum) => sum.library === id);
    const resolved = followUps.find((sum) => sum.library === id);
    rows.push({
      library: { id, name },
      clicks: since === null || since > window.to ? null : clicks,
      clicksSince: within(since, window),
      clicksToCheck: clicksToCheck(doubts.get(id)),
      questions: total && method && { ...total, method },
      ...hoursOf(desks, ownDesksOf(library), window),
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
