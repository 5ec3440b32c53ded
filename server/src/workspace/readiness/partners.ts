// In:    all libraries, now.
// Out:   each one's checklist, the least ready first.
// Never: reads all libraries in one query or one turn of the event loop; shows a list older than a minute.
import { READINESS_KEYS, type Readiness, type ReadinessKey } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { waitForShared } from '../../platform/db/shared-work.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';
import { toReadiness } from './readiness.ts';
import { loadReadinessFacts } from './readiness-store.ts';
import { chunksOf } from '../../platform/chunks.ts';

export type Partner = Omit<Readiness, 'checkedAt'>;

export interface Partners {
  atMs: number;
  /** The fewest proved lines first, then the most unmet, then by name. */
  rows: Partner[];
}

export interface ReadinessDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'librariesByName' | 'library' | 'policyTopics'>;
  config: { mail: unknown };
}

/** Libraries per read. */
const CHUNK_LIBRARIES = 200;

/** In the order of the libraries. */
export async function checkLibraries(
  {
    database,
    config,
    registry,
  }: Pick<ReadinessDeps, 'database' | 'config'> & { registry: Pick<Registry, 'policyTopics'> },
  libraries: readonly RegisteredLibrary[],
  nowMs: number,
): Promise<Partner[]> {
  const yieldIfDue = createYielder();
  const options = { hasMail: config.mail !== null, topics: topicsOf(registry) };
  const rows: Partner[] = [];
  for (const some of chunksOf(libraries, CHUNK_LIBRARIES)) {
    for (const facts of await loadReadinessFacts(database.db, some, options, nowMs)) {
      rows.push(toReadiness(facts, nowMs));
      if (yieldIfDue.isDue()) await yieldIfDue();
    }
  }
  return rows;
}

/** One reading a minute, however many pages are open. */
export function createPartners(deps: ReadinessDeps): () => Promise<Partners> {
  const { clock, registry } = deps;
  const background = { ...deps, database: deps.database.for('jobs') };
  let latest: { libraries: readonly RegisteredLibrary[]; atMs: number; checking: Promise<Partners> } | undefined;

  async function check(libraries: readonly RegisteredLibrary[], atMs: number): Promise<Partners> {
    const rows = await checkLibraries(background, libraries, atMs);
    // They are sorted by name, and the sort is stable.
    return { atMs, rows: rows.sort((one, other) => one.met - other.met || other.unmet - one.unmet) };
  }

  return () => {
    const nowMs = clock.now();
    const libraries = registry.librariesByName();
    if (latest?.libraries === libraries && Math.abs(nowMs - latest.atMs) < MINUTE_MS)
      return waitForShared(latest.checking);
    const next = { libraries, atMs: nowMs, checking: check(libraries, nowMs) };
    latest = next;
    // A request that waits for it gets the error; the next one checks again.
    next.checking.catch(() => {
      if (latest === next) latest = undefined;
    });
    return waitForShared(next.checking);
  };
}

export const isNotReady = ({ unmet }: Partner): boolean => unmet > 0;

const meets = ({ lines }: Partner, key: ReadinessKey): boolean =>
  lines.some((line) => line.key === key && line.state === 'met');

export const countMet = (rows: readonly Partner[]): Record<ReadinessKey, number> =>
  Object.fromEntries(READINESS_KEYS.map((key) => [key, rows.filter((row) => meets(row, key)).length])) as Record<
    ReadinessKey,
    number
  >;

/** How many libraries wait for a step: of the coordinator's own, or of the libraries'. */
export function countWaiting(rows: readonly Partner[], forCoordinator: boolean): Partial<Record<ReadinessKey, number>> {
  const unmet = rows.flatMap(({ lines }) => lines.filter(({ state }) => state === 'unmet'));
  const waiting = unmet.filter((line) => (line.forCoordinator ?? false) === forCoordinator);
  return Object.fromEntries([...Map.groupBy(waiting, ({ key }) => key)].map(([key, some]) => [key, some.length]));
}

/** `open`: a line that is not met; `any`: some line is unmet; undefined: every library. */
export const hasOpen = (row: Partner, open: ReadinessKey | 'any' | undefined): boolean =>
  open === undefined || (open === 'any' ? isNotReady(row) : !meets(row, open));
