// In:    one library's stored placements and refusals, its key pages, now.
// Out:   the same as a liaison reads them: status, key pages, rates.
// Never: a database; a library's counts and its status come from the same rows, so they cannot disagree.
import type { Counts, LibraryStatus, Placement, PlacementList } from '@askusnow/sdk/contract';
import { sumCounts } from '../metrics/metrics.ts';
import { toRate } from '../metrics/wilson.ts';
import { keyPageOf, toKeyPages, type KeyPageRule, type Standing } from './key-pages.ts';
import { isHeard, libraryStatus, placementStatus, type Heard } from './status.ts';
import type { PlacementRow, RefusalRow } from './store.ts';

/** What a library's placements amount to. */
export interface LibraryStanding {
  status: LibraryStatus;
  silentSince: string | null;
  placements: Placement[];
  keyPages: PlacementList['keyPages'];
  counts: Counts;
  refusedCount: number;
}

export function toStanding(
  rows: readonly PlacementRow[],
  refusals: readonly RefusalRow[],
  rules: readonly KeyPageRule[],
  nowMs: number,
): LibraryStanding {
  const standings = rows.map((row): Standing => ({ ...row, heard: isHeard(toHeard(row), nowMs) }));
  const placements = rows.map((row, index) => toPlacement(row, keyPageOf(rules, standings[index]!), nowMs));
  const counts = sumCounts(rows);
  const refusedCount = refusals.reduce((sum, { count }) => sum + count, 0);
  const status = libraryStatus({
    placements,
    refusedCount,
    impressionCount: counts.impressions,
    clickCount: counts.clicks,
  });
  return {
    status,
    silentSince:
      status === 'silent'
        ? placements
            .map(({ lastSeen }) => lastSeen)
            .sort()
            .at(-1)!
        : null,
    placements,
    keyPages: toKeyPages(rules, standings),
    counts,
    refusedCount,
  };
}

const toHeard = (row: PlacementRow): Heard => ({
  firstSeenMs: row.firstSeenAt.getTime(),
  lastSeenMs: row.lastSeenAt.getTime(),
  recentCount: row.recentCount,
});

function toPlacement(row: PlacementRow, keyPage: string | null, nowMs: number): Placement {
  const status = placementStatus(toHeard(row), nowMs);
  const lastSeen = row.lastSeenAt.toISOString();
  return {
    id: row.id,
    origin: row.origin,
    page: row.pattern,
    placement: row.name,
    form: row.form,
    widget: row.widget,
    firstSeen: row.firstSeenAt.toISOString(),
    lastSeen,
    status,
    silentSince: status === 'silent' ? lastSeen : null,
    keyPage,
    counts: sumCounts([row]),
    clickThrough: toRate(row.clicks, row.viewable),
  };
}
