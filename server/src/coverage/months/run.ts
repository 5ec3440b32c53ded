// In:    the clock.
// Out:   the months of every desk that are over, and the days so far of the one that runs, stored; by one node.
// Never: stores what may still change by itself: the last two days, or a month that an open gap touches.
import { isShared } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { computeMonth } from './compute-month.ts';
import { instantsOf, keyOf, monthsIn } from './read-months.ts';
import { loadScheduledSince, loadThrough, storeMonth, type MonthsDesk } from './store.ts';

export interface MonthsDeps extends JobDeps {
  registry: Pick<Registry, 'libraries' | 'queues'>;
}

const EVERY_MS = 10 * MINUTE_MS;
/** Days that are not stored: late duties and open runs reach into them. */
const RECENT_DAYS = 2;

/** Own desks have their libraries' months; a shared one has those of each library's zone, and its own. */
export function monthsDesks(registry: MonthsDeps['registry']): MonthsDesk[] {
  const libraries = registry.libraries();
  const zones = [...new Set(libraries.map(({ zone }) => zone))];
  const own = libraries.flatMap(({ queues, zone }) =>
    queues.filter(({ tier }) => tier === 'local').map(({ queueId }) => ({ queueId, zone })),
  );
  const shared = registry
    .queues()
    .filter(isShared)
    .flatMap(({ id, zone }) => [...new Set([zone, ...zones])].map((each) => ({ queueId: id, zone: each })));
  return [...new Map([...own, ...shared].map((desk) => [keyOf(desk), desk])).values()];
}

interface Due {
  desk: MonthsDesk;
  month: string;
  part: Interval;
}

/** The latest month first: it is read most. */
export async function storeMonths({
  database,
  registry,
  clock,
}: Pick<MonthsDeps, 'database' | 'registry' | 'clock'>): Promise<void> {
  const { db } = database;
  const nowMs = clock.now();
  const desks = monthsDesks(registry);
  const since = await loadScheduledSince(
    db,
    desks.map(({ queueId }) => queueId),
  );
  const through = new Map((await loadThrough(db)).map((row) => [`${keyOf(row)} ${row.month}`, row.throughMs]));
  const due = desks.flatMap((desk): Due[] => {
    const sinceMs = since.get(desk.queueId);
    if (sinceMs === undefined) return [];
    const { zone } = desk;
    const untilMs = startOfDayMs(zone, addDays(windowOf(zone, nowMs, 1).to, -RECENT_DAYS));
    const months = { from: windowOf(zone, sinceMs, 1).to.slice(0, 7), to: windowOf(zone, untilMs, 1).to.slice(0, 7) };
    return [...monthsIn(months)].flatMap((month) => {
      const { startMs, endMs } = instantsOf(zone, month);
      const part = { startMs, endMs: Math.min(endMs, untilMs) };
      const isStored = through.get(`${keyOf(desk)} ${month}`) === part.endMs;
      return isStored || part.startMs >= part.endMs ? [] : [{ desk, month, part }];
    });
  });
  due.sort((one, other) => (one.month < other.month ? 1 : -1));
  await runEach(due, ({ desk, month, part }) =>
    storeMonth(db, { ...desk, month }, nowMs, () => computeMonth(db, desk, part, nowMs)),
  );
}

export const startDeskMonths = (deps: MonthsDeps): RunningJob =>
  startJob(deps, { name: 'desk-months', everyMs: EVERY_MS, run: () => storeMonths(deps) });
