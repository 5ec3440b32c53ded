// In:    every library, its placements and refusals over a window, now.
// Out:   the coordinator's rows; the requested ones, in the requested order.
// Never: reads all libraries in one query or one turn of the event loop; shows numbers older than a minute.
import type { ClickChange, Overview, OverviewOrder, overviewQuerySchema, WindowDays } from '@askusnow/sdk/contract';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { waitForShared } from '../../platform/db/shared-work.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { matcherOf } from '../../platform/http/paging.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { toClickThrough } from '../metrics/metrics.ts';
import { toComparedRate } from '../metrics/suppression.ts';
import { createYielder, sortYielding } from '../../platform/yield-event-loop.ts';
import { doubtfulOf, lossOf, urgencyOf } from './attention.ts';
import { createClickChanges, type ClickChanges } from './click-changes.ts';
import { loadMoved, type Moved } from './moved-store.ts';
import { readVisibility, type SeenLibrary, type VisibilityDeps } from './read-visibility.ts';
import { chunksOf } from '../../platform/chunks.ts';

/** A row without the current answer and the desk's coverage. */
export type CountedRow = Omit<Overview['libraries'][number], 'answer' | 'coverage'>;

/** Before it is known which of them need attention: that depends on the clicks of all. */
type PlainRow = Omit<CountedRow, 'needsAttention'>;

/** Libraries per query. */
const CHUNK_LIBRARIES = 100;
/** From this number on, rows are a snapshot: counting a nation takes seconds, and another page must not count again. */
const SNAPSHOT_FROM_LIBRARIES = 500;
/** So long a request for fewer libraries waits for others, as those of one page: all are answered by one count. */
const GATHER_MS = 10;
/** An older snapshot is refreshed in the background, and still shown meanwhile. */
const FRESH_MS = 20_000;
/** An even older one is not shown: the request waits for the refresh. */
const MAX_SNAPSHOT_MS = MINUTE_MS;

function toRow({
  library,
  status,
  lostSince,
  attention,
  standing,
  keyPages,
  counts,
  clicksToCheck,
  refusedCount,
  clickChange,
  moved,
}: SeenLibrary & { clickChange: ClickChange | null; moved: Moved }): PlainRow {
  const { id, name, live } = library;
  return {
    library: id,
    name,
    live,
    status,
    lostSince,
    attention,
    keyPagesLive: keyPages.live,
    keyPagesExpected: keyPages.expected,
    placements: standing,
    refused: refusedCount,
    counts,
    clicksToCheck,
    clickThrough: toComparedRate(toClickThrough(counts)),
    clickChange,
    ...moved,
  };
}

/** Those that the coordinator's tasks name. */
export function markNeeds(rows: readonly PlainRow[]): CountedRow[] {
  const doubtful = new Set(doubtfulOf(rows));
  return rows.map((row) => ({ ...row, needsAttention: lossOf(row) !== undefined || doubtful.has(row) }));
}

export interface OverviewDeps extends VisibilityDeps {
  clock: Clock;
  registry: Pick<Registry, 'librariesByName' | 'pageWords' | 'library'>;
}

/** Every library's row, sorted by name, and when counting began. */
export interface CountedRows {
  atMs: number;
  rows: CountedRow[];
}

/** Reads the rows of a window of days. */
export type ReadOverview = (days: WindowDays) => Promise<CountedRows>;

/** For one window, and the registry's current libraries. */
interface Snapshot {
  libraries: readonly RegisteredLibrary[];
  latest?: CountedRows;
  counting?: Promise<CountedRows> | undefined;
}

interface CountDeps extends OverviewDeps {
  clickChanges: ClickChanges;
}

async function countAll(
  deps: CountDeps,
  libraries: readonly RegisteredLibrary[],
  days: WindowDays,
): Promise<CountedRows> {
  const yieldIfDue = createYielder();
  const atMs = deps.clock.now();
  const rows: PlainRow[] = [];
  for (const some of chunksOf(libraries, CHUNK_LIBRARIES)) {
    const seen = await readVisibility(deps, some, days, atMs);
    const ids = seen.map(({ library }) => library.id);
    const windows = seen.map(({ window }) => window);
    const [movedOf, changeOf] = await Promise.all([
      loadMoved(deps.database.db, ids, atMs),
      deps.clickChanges(deps.database.db, windows),
    ]);
    rows.push(
      ...seen.map((each) => {
        const { id } = each.library;
        return toRow({ ...each, clickChange: changeOf(id), moved: movedOf(id) });
      }),
    );
    await yieldIfDue();
  }
  return { atMs, rows: markNeeds(rows) };
}

export function createOverview(overviewDeps: OverviewDeps): ReadOverview {
  const deps: CountDeps = { ...overviewDeps, clickChanges: createClickChanges() };
  const { clock, registry } = deps;
  /** Many requests share a snapshot: each of its thousand reads may wait longer than a request may. */
  const background = { ...deps, database: deps.database.for('jobs') };
  const snapshots = new Map<WindowDays, Snapshot>();
  /** Of fewer libraries: counts that have not begun, so that none is older than a request. */
  const gathering = new Map<WindowDays, Promise<CountedRows>>();

  function renew(snapshot: Snapshot, days: WindowDays): Promise<CountedRows> {
    const counting = countAll(background, snapshot.libraries, days)
      .then((counted) => (snapshot.latest = counted))
      .finally(() => (snapshot.counting = undefined));
    counting.catch(() => undefined); // A request that waits for it gets the error; the next one counts again.
    return (snapshot.counting = counting);
  }

  async function gather(days: WindowDays): Promise<CountedRows> {
    await wait(GATHER_MS);
    gathering.delete(days);
    return countAll(background, registry.librariesByName(), days);
  }

  return async (days) => {
    const libraries = registry.librariesByName();
    if (libraries.length < SNAPSHOT_FROM_LIBRARIES) {
      const counting = gathering.get(days) ?? gather(days);
      gathering.set(days, counting);
      return waitForShared(counting);
    }
    const known = snapshots.get(days);
    const snapshot = known?.libraries === libraries ? known : { libraries };
    snapshots.set(days, snapshot);
    const { latest } = snapshot;
    const ageMs = latest === undefined ? Infinity : Math.abs(clock.now() - latest.atMs);
    const next = ageMs < FRESH_MS ? undefined : (snapshot.counting ?? renew(snapshot, days));
    if (latest !== undefined && ageMs < MAX_SNAPSHOT_MS) return latest;
    return waitForShared(next!);
  };
}

/** Sorts after all that need attention. */
const NO_NEED = 1_000;
/** Sorts after all live libraries. */
const NOT_LIVE = 10_000;

/** Sorts after all scores. */
const NO_SCORE = 2;

const keyPageShare = (row: CountedRow): number =>
  row.keyPagesExpected === 0 ? 1 : row.keyPagesLive / row.keyPagesExpected;

/** Lower values come first. Without a denominator there is no rate: it sorts below all rates. */
const VALUES: Record<Exclude<OverviewOrder, 'name'>, (row: CountedRow) => number> = {
  // Those that the tasks name come first. A library that is not live yet needs no action, so it comes after all that are.
  attention: (row) =>
    (row.live ? 0 : NOT_LIVE) + (row.needsAttention ? 0 : NO_NEED) + urgencyOf(row.attention) + keyPageShare(row) / 2,
  'key-pages': keyPageShare,
  places: (row) => -row.placements,
  refused: (row) => -row.refused,
  viewable: (row) => -row.counts.viewable,
  clicks: (row) => -row.counts.clicks,
  'click-through': (row) => -(row.clickThrough.value ?? -1),
  score: (row) => row.score?.low ?? NO_SCORE,
  moved: (row) => row.score?.change ?? NO_SCORE,
  'hand-overs': (row) => Date.parse(row.handOvers.oldestAt ?? '9999-01-01'),
};

/** Matching rows, sorted. `rows`: sorted by name; the sort is stable. */
export async function selectRows(
  rows: readonly CountedRow[],
  { q, status, sort, reverse }: Pick<z.output<typeof overviewQuerySchema>, 'q' | 'status' | 'sort' | 'reverse'>,
): Promise<CountedRow[]> {
  const isFound = matcherOf(q);
  const found = rows.filter(
    (row) => (status === undefined || row.status === status) && isFound({ id: row.library, name: row.name }),
  );
  if (sort === 'name') return reverse ? found.toReversed() : found;
  const valueOf = VALUES[sort];
  const sign = reverse ? -1 : 1;
  return sortYielding(found, (one, other) => sign * (valueOf(one) - valueOf(other)));
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** A library that began to count later would look like growth: it is in no sum of changes. */
function sumChanges(rows: readonly CountedRow[]): Overview['counts']['clickChange'] {
  const changes = rows.flatMap(({ clickChange }) => clickChange ?? []);
  if (changes.length === 0) return null;
  const [now, before] = [sumOf(changes.map(({ now }) => now)), sumOf(changes.map(({ before }) => before))];
  return { now, before, libraries: changes.length };
}

function sumDoubtful(rows: readonly CountedRow[]): NonNullable<Overview['counts']['doubtful']> {
  const doubtful = rows
    .filter(({ clicksToCheck = 0 }) => clicksToCheck > 0)
    .toSorted((one, other) => other.clicksToCheck! - one.clicksToCheck!);
  const [first] = doubtful;
  return {
    clicks: sumOf(doubtful.map(({ clicksToCheck }) => clicksToCheck!)),
    libraries: doubtful.length,
    first: first === undefined ? null : { library: first.library, name: first.name },
  };
}

export const countRows = (rows: readonly CountedRow[]): Overview['counts'] => ({
  libraries: rows.length,
  clicks: sumOf(rows.map(({ counts }) => counts.clicks)),
  clickChange: sumChanges(rows),
  doubtful: sumDoubtful(rows),
  attention: rows.filter(({ needsAttention }) => needsAttention).length,
});
