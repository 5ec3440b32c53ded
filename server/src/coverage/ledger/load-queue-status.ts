// In:    the stores, an account, a list query.
// Out:   a page of the queues that the account sees, worst first, and counts of all of them.
// Never: a queue outside of the account's scope; the schedule ahead of a queue on another page.
import type { CoverageNow } from '@askusnow/sdk/contract';
import { isShared, mayEdit, visibleQueues } from '../../accounts/scope.ts';
import { libraryName } from '../../cooperative/names.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { loadDuties } from '../../schedule/covers/duties-store.ts';
import { afterClosingAt } from '../../schedule/hours/after-closing.ts';
import { asPatronsFind, holidayOn } from '../../schedule/hours/cooperative-holidays.ts';
import { patronHours } from '../../schedule/hours/open-now.ts';
import { loadQueues } from '../../schedule/hours/store.ts';
import type { Account } from '../../platform/http/access.ts';
import { createYielder, mapYielding, sortYielding } from '../../platform/yield-event-loop.ts';
import { matcherOf, pageOf, type PageQuery } from '../../platform/http/paging.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import type { Seen } from '../presence/sample.ts';
import { loadSeen } from '../presence/seen-store.ts';
import type { ScheduleStates } from '../../schedule/expansion/state-cache.ts';
import { FORECAST_MS } from '../../schedule/expansion/schedule.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { loadOpenGaps } from './open-gaps.ts';
import { countRanks, toQueueNow, toRank, type QueueMoment, type QueueRank } from './now.ts';
import { chunksOf } from '../../platform/chunks.ts';

export interface MomentDeps {
  database: Database;
  registry: Pick<Registry, 'queue' | 'queuesByName' | 'library' | 'librariesOf' | 'afterClosingMs' | 'holidays'>;
  scheduleStates: ScheduleStates;
}

/** Filters of the queues that the account sees. */
export interface MomentQuery extends PageQuery {
  /** Only of this library. */
  library?: string | undefined;
  /** Only these. */
  queue?: readonly string[] | undefined;
  /** Only shared ones. */
  shared?: boolean | undefined;
}

/** Queues whose schedules ahead are read at once. */
const CHUNK_QUEUES = 20;

function filterOf(
  { registry }: MomentDeps,
  { q, library, queue, shared }: MomentQuery,
): (each: RegisteredQueue) => boolean {
  const isFound = matcherOf(q);
  const named = library === undefined ? undefined : (registry.library(library)?.queues ?? []);
  return (each) =>
    isFound(each) &&
    (named === undefined || named.some(({ queueId }) => queueId === each.id)) &&
    (queue === undefined || queue.includes(each.id)) &&
    (shared !== true || isShared(each));
}

async function toMoments(
  { registry, database }: MomentDeps,
  account: Account,
  page: readonly QueueRank[],
  seen: ReadonlyMap<string, Seen>,
  gaps: ReadonlyMap<string, number>,
  nowMs: number,
): Promise<CoverageNow['queues']> {
  const { db } = database;
  const yieldIfDue = createYielder();
  const queues: CoverageNow['queues'] = [];
  for (const some of chunksOf(page, CHUNK_QUEUES)) {
    const ids = some.map(({ id }) => id);
    const records = new Map((await loadQueues(database, ids)).map((record) => [record.id, record]));
    const ahead = { startMs: nowMs, endMs: nowMs + FORECAST_MS };
    const ranges = await loadRanges(db, ids, ahead.startMs, ahead.endMs);
    const desks = ids.filter((id) => isShared(registry.queue(id) ?? { tier: 'local' }));
    // Other libraries' hours, too: who works a shared desk concerns all.
    const duties = desks.length === 0 ? null : await acrossLibraries(() => loadDuties(db, desks, ahead));
    for (const id of ids) {
      const queue = registry.queue(id);
      const record = records.get(id);
      if (queue === undefined || record === undefined) continue;
      const desk = asPatronsFind(record, registry.holidays());
      const moment: QueueMoment = {
        queue,
        libraries: registry.librariesOf(id).length,
        open: patronHours(desk, nowMs),
        holiday: holidayOn(queue.tier, windowOf(queue.zone, nowMs, 1).to, registry.holidays()),
        afterClosing: queue.presence ? afterClosingAt(desk, registry.afterClosingMs(), nowMs) : null,
        ranges: ranges.get(id)!,
        duties: (duties?.get(id)?.duties ?? []).map(({ library, startMs, endMs }) => ({
          ...{ name: libraryName(registry, library), startMs, endMs },
        })),
        hasSource: queue.presence !== null,
        seen: seen.get(id) ?? null,
        uncoveredSinceMs: gaps.get(id) ?? null,
        mayAsk: mayEdit(account, queue),
      };
      queues.push(toQueueNow(moment, nowMs));
    }
    await yieldIfDue();
  }
  return queues;
}

export async function loadCoverageNow(
  deps: MomentDeps,
  account: Account,
  query: MomentQuery,
  nowMs: number,
): Promise<CoverageNow> {
  const { database, scheduleStates } = deps;
  const { db } = database;
  const mine = visibleQueues(account, deps.registry);
  const ids = mine.map(({ id }) => id);
  const scheduleStateOf = await scheduleStates.at(ids, nowMs);
  const seen = await loadSeen(database);
  const ranks = await mapYielding(mine, ({ id, presence }) =>
    toRank({ id, hasSource: presence !== null }, scheduleStateOf(id), seen.get(id) ?? null, nowMs),
  );
  const own = new Set(ids);
  const empty = new Map([...seen].filter(([id]) => own.has(id)));
  const gaps = new Map((await loadOpenGaps(db, empty, nowMs)).map(({ queue, startMs }) => [queue, startMs]));
  const isAsked = filterOf(deps, query);
  const asked = ranks.filter((_rank, index) => isAsked(mine[index]!));
  // They are sorted by name, and the sort is stable.
  const since = ({ id }: QueueRank): number => gaps.get(id) ?? Infinity;
  const sorted = await sortYielding(asked, (one, other) => {
    if (one.rank !== other.rank) return one.rank - other.rank;
    const [earlier, later] = [since(one), since(other)];
    return earlier === later ? 0 : earlier - later;
  });
  return {
    now: toInstant(nowMs),
    total: sorted.length,
    counts: countRanks(ranks),
    queues: await toMoments(deps, account, pageOf(sorted, query), seen, gaps, nowMs),
  };
}
