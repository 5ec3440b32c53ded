// In:    libraries, now.
// Out:   whether each library's own desk is empty; its number of gaps ahead; its recent coverage.
// Never: a shared desk: its gaps are shown to the coordinator.
import type { CoverageSum } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { windowOf, startOfDayMs } from '../../platform/time/day-window.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import type { Presence } from '../presence/presence.ts';
import { seenAt } from '../presence/hysteresis.ts';
import type { ScheduleStates } from '../../schedule/expansion/state-cache.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { civilDays } from './days.ts';
import { loadFacts } from './ledger.ts';
import { isEmptyNow } from './now.ts';
import { coverageOf } from './sums.ts';
import { chunksOf } from '../../platform/chunks.ts';

export interface OwnDesk {
  /** Scheduled, and nobody is observed there. */
  isEmpty: boolean;
  /** Service hours of the next days with nobody scheduled. */
  gapsAhead: number;
  /** The first of them; null: there is none. */
  firstGap: Interval | null;
}

export interface OwnDesks {
  /** By library; a library without its own desk has no entry. */
  at(libraries: readonly RegisteredLibrary[], nowMs: number): Promise<ReadonlyMap<string, OwnDesk>>;
  /** Coverage of the last {@link RECENT_DAYS} days, by library as above. */
  recent(libraries: readonly RegisteredLibrary[], nowMs: number): Promise<ReadonlyMap<string, CoverageSum>>;
}

export interface OwnDesksDeps {
  /** For the purpose `jobs`: the result is cached for later requests. */
  database: Database;
  registry: Pick<Registry, 'queue'>;
  presence: Pick<Presence, 'observation'>;
  scheduleStates: ScheduleStates;
}

const RECENT_DAYS = 7;
/** Desks whose days are read at once. */
const CHUNK_QUEUES = 10;
/** Past days seldom change, and a coordinator's page reloads every half minute. */
const KEPT_MS = 300_000;

const ownQueueOf = ({ queues }: RegisteredLibrary): string | undefined =>
  queues.find(({ tier }) => tier === 'local')?.queueId;

export function createOwnDesks({ database, registry, presence, scheduleStates }: OwnDesksDeps): OwnDesks {
  const { db } = database;
  const kept = new Map<string, { atMs: number; sum: CoverageSum }>();

  const readRecent = async (ids: readonly string[], nowMs: number): Promise<void> => {
    const zoneOf = (id: string): string => registry.queue(id)?.zone ?? 'UTC';
    const startOf = (id: string): number => startOfDayMs(zoneOf(id), windowOf(zoneOf(id), nowMs, RECENT_DAYS).from);
    const facts = await loadFacts(db, ids, { startMs: Math.min(...ids.map(startOf)), endMs: nowMs }, nowMs);
    const yieldIfDue = createYielder();
    for (const [id, each] of facts) {
      const period = { startMs: startOf(id), endMs: nowMs };
      const { sum } = coverageOf(each, period, civilDays(zoneOf(id), period), nowMs);
      kept.set(id, { atMs: nowMs, sum });
      await yieldIfDue();
    }
  };

  return {
    async at(libraries, nowMs) {
      const ids = libraries.map(ownQueueOf).filter((id) => id !== undefined);
      const stateOf = await scheduleStates.at(ids, nowMs);
      const found = new Map<string, OwnDesk>();
      for (const library of libraries) {
        const id = ownQueueOf(library);
        if (id === undefined) continue;
        const { isScheduled, gapsAhead, firstGap } = stateOf(id);
        const observation = presence.observation(id);
        const observed = observation && seenAt(observation, nowMs);
        found.set(library.id, { isEmpty: isEmptyNow(isScheduled, observed), gapsAhead, firstGap });
      }
      return found;
    },
    async recent(libraries, nowMs) {
      const isKept = (id: string): boolean => {
        const age = nowMs - (kept.get(id)?.atMs ?? -Infinity);
        return age >= 0 && age < KEPT_MS;
      };
      const owned = libraries.flatMap((library) => {
        const id = ownQueueOf(library);
        return id === undefined ? [] : [{ library: library.id, id }];
      });
      const missing = [...new Set(owned.map(({ id }) => id))].filter((id) => !isKept(id));
      for (const some of chunksOf(missing, CHUNK_QUEUES)) await readRecent(some, nowMs);
      return new Map(owned.flatMap(({ library, id }) => (kept.has(id) ? [[library, kept.get(id)!.sum]] : [])));
    },
  };
}
