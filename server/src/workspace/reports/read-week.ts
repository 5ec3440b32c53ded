// In:    a library, now.
// Out:   what the Monday mail says about its last whole week and the seven days to come.
import type { Registry } from '../../cooperative/registry.ts';
import { readContributionsOfDays } from '../../coverage/contribution/read-contributions.ts';
import { civilDays } from '../../coverage/ledger/days.ts';
import { loadCoverage } from '../../coverage/ledger/ledger.ts';
import { addSums } from '../../coverage/ledger/sums.ts';
import {
  addDays,
  daysBefore,
  mondayOf,
  startOfDayMs,
  windowOf,
  type CivilWindow,
} from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { within } from '../../platform/time/intervals.ts';
import { unscheduledGaps } from '../../schedule/expansion/gaps.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { loadDaysOf } from '../../visibility/metrics/store.ts';
import { readVisibility } from '../../visibility/placements/read-visibility.ts';
import { loadTasks, type LoadTasksDeps } from '../home/load-tasks.ts';
import type { SharedDeskFacts } from './messages.ts';
import type { WeekFacts } from './weekly-mail.ts';

const AHEAD_MS = 7 * DAY_MS;

/** What every library gave in a week. */
export type ContributionsOf = (week: CivilWindow) => ReturnType<typeof readContributionsOfDays>;

/** Reads each week once, however many libraries have their mail of it: a share is of all hours. */
export function readEachWeekOnce(deps: Parameters<typeof readContributionsOfDays>[0], nowMs: number): ContributionsOf {
  const read = new Map<string, ReturnType<ContributionsOf>>();
  return (week) => {
    const known = read.get(week.from) ?? readContributionsOfDays(deps, week, nowMs);
    read.set(week.from, known);
    return known;
  };
}

async function readSharedDesk(
  contributionsOf: ContributionsOf,
  id: string,
  week: CivilWindow,
): Promise<SharedDeskFacts | null> {
  const { libraries, contribution, definition } = await contributionsOf(week);
  const own = libraries.find(({ library }) => library === id);
  return own?.figures ? { contribution, definition, figures: own.figures, value: own.value } : null;
}

export async function readWeek(
  deps: LoadTasksDeps & { registry: Registry },
  id: string,
  nowMs: number,
  contributionsOf = readEachWeekOnce(deps, nowMs),
): Promise<WeekFacts> {
  const { database, registry } = deps;
  const { db } = database;
  const library = registry.library(id)!;
  const { name, zone, queues } = library;
  const monday = mondayOf(windowOf(zone, nowMs, 1).to);
  const week: CivilWindow = { from: daysBefore(monday, 7), to: daysBefore(monday, 1) };
  const before: CivilWindow = { from: daysBefore(monday, 14), to: daysBefore(monday, 8) };
  const { days, countingSince } = await loadDaysOf(db, id, [week, before]);
  const clicksOf = ({ from, to }: CivilWindow): number | null =>
    countingSince === null || countingSince > from
      ? null
      : days.filter(({ date }) => from <= date && date <= to).reduce((sum, { clicks }) => sum + clicks, 0);
  const period = { startMs: startOfDayMs(zone, week.from), endMs: startOfDayMs(zone, addDays(week.to, 1)) };
  const own = queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => queueId);
  const sums = [];
  for (const queue of own)
    sums.push((await loadCoverage(db, queue, period, civilDays(zone, period), nowMs, false)).sum);
  const coverage = addSums(sums);
  const ranges = await loadRanges(db, own, nowMs, nowMs + AHEAD_MS);
  const gaps = [...ranges.values()].flatMap(({ hours, scheduled }) => unscheduledGaps(hours, scheduled));
  const [seen] = await readVisibility(deps, [library], 7, nowMs);
  // What waits for one account, as an announcement, is no task of the library.
  const { tasks } = await loadTasks(deps, { id: null, role: 'liaison', libraries: [library] }, nowMs);
  return {
    library: { id, name, zone },
    week,
    status: seen!.status,
    clicks: clicksOf(week),
    clicksBefore: clicksOf(before),
    countingSince,
    coverage: coverage.scheduled === 0 ? null : coverage,
    sharedDesk: await readSharedDesk(contributionsOf, id, week),
    // A desk that is open around the clock has one gap from its last shift to its next, however far both are.
    gaps: within(gaps, { startMs: nowMs, endMs: nowMs + AHEAD_MS }).sort((one, other) => one.startMs - other.startMs),
    nextStep: tasks[0],
  };
}
