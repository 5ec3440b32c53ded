// In:    some libraries, a window, now.
// Out:   each library's placements as numbers, and what needs attention.
// Never: runs a query per library.
import type { Attention, WindowDays } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { OwnDesks } from '../../coverage/ledger/own-desks.ts';
import type { Database } from '../../platform/db/database.ts';
import { mayBeDoubted } from '../metrics/doubts.ts';
import { clicksToCheck, readDoubts } from '../metrics/read-doubts.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { toDayNumber } from './silence.ts';
import {
  loadDiagnoses,
  loadRefusals,
  loadSuspect,
  type CountedPlacement,
  type Diagnosed,
  type RefusalRow,
} from './store.ts';
import { loadJudged } from './load-judged.ts';
import { toAttention, toVisibility, type LibraryVisibility } from './visibility.ts';
import { loadWindows, type LibraryWindow } from './windows.ts';

export interface VisibilityDeps {
  database: Database;
  registry: Pick<Registry, 'pageWords'>;
  ownDesks: OwnDesks;
}

export interface SeenLibrary extends LibraryVisibility {
  library: RegisteredLibrary;
  window: LibraryWindow;
  refusals: readonly RefusalRow[];
  attention: Attention[];
  clicksToCheck: number;
  /** The first of the gaps ahead at its own desk; null: there is none. */
  firstGap: Interval | null;
}

interface DoubtCount {
  /** Of hours and days. */
  doubts: number;
  clicks: number;
}

/** What is in doubt in each library's window. */
async function countDoubts(
  database: Database,
  seen: readonly { window: LibraryWindow; counts: LibraryVisibility['counts'] }[],
): Promise<ReadonlyMap<string, DoubtCount>> {
  const found = new Map<string, DoubtCount>();
  const windows = seen.filter(({ counts }) => mayBeDoubted(counts)).map(({ window }) => window);
  for (const group of Map.groupBy(windows, ({ from, to }) => `${from} ${to}`).values()) {
    const ids = group.map(({ libraryId }) => libraryId);
    for (const [id, doubted] of await readDoubts(database, ids, group[0]!))
      found.set(id, { doubts: doubted.doubts.length, clicks: clicksToCheck(doubted) });
  }
  return found;
}

/** A tag that its page always hides has no view: that its page measured it is all there is, and says that it is still there. */
const withDiagnoses = (row: CountedPlacement, diagnosed: Diagnosed | undefined): CountedPlacement =>
  diagnosed === undefined
    ? row
    : {
        ...row,
        diagnoses: diagnosed.counts,
        ...(row.everCounted ? {} : { days: [toDayNumber(diagnosed.lastDate)], views: [1] }),
      };

/**
 * In the order of the libraries. `withDetails`: with each placement's diagnoses and weekly views, which a table of many
 * libraries does not show.
 */
export async function readVisibility(
  { database, registry, ownDesks }: VisibilityDeps,
  libraries: readonly RegisteredLibrary[],
  days: WindowDays,
  nowMs: number,
  { withDetails = false } = {},
): Promise<SeenLibrary[]> {
  const yieldIfDue = createYielder();
  const { db } = database;
  const windows = await loadWindows(database, libraries, days, nowMs);
  const [placements, refusals, suspect, desks, diagnoses] = await Promise.all([
    loadJudged(db, windows, withDetails ? 'all' : 'silent').then((rows) =>
      Map.groupBy(rows, ({ libraryId }) => libraryId),
    ),
    loadRefusals(db, windows).then((rows) => Map.groupBy(rows, ({ libraryId }) => libraryId)),
    loadSuspect(db, windows),
    ownDesks.at(libraries, nowMs),
    withDetails ? loadDiagnoses(db, windows) : new Map<number, Diagnosed>(),
  ]);
  const seen: Omit<SeenLibrary, 'attention' | 'clicksToCheck' | 'firstGap'>[] = [];
  for (const [index, library] of libraries.entries()) {
    const window = windows[index]!;
    const its = refusals.get(library.id) ?? [];
    const stored = (placements.get(library.id) ?? []).map((row) => withDiagnoses(row, diagnoses.get(row.id)));
    const visibility = toVisibility(stored, its, library.keyPages, registry.pageWords(), window, nowMs);
    seen.push({ library, window, refusals: its, ...visibility });
    if (yieldIfDue.isDue()) await yieldIfDue();
  }
  const doubts = await countDoubts(database, seen);
  return seen.map((each) => {
    const { id } = each.library;
    const flags = {
      doubtCount: doubts.get(id)?.doubts ?? 0,
      suspectCount: suspect.get(id) ?? 0,
      desk: desks.get(id) ?? null,
    };
    return {
      ...each,
      attention: toAttention(each, each.refusals, flags, each.window),
      clicksToCheck: doubts.get(id)?.clicks ?? 0,
      firstGap: flags.desk?.firstGap ?? null,
    };
  });
}
