// In:    one library's stored placements and refusals, its key pages, now.
// Out:   the liaison's view: status, key pages, rates.
// Never: computes counts and status from different rows, which could then disagree.
import type { Attention, Counts, LibraryStatus, Placement, PlacementList } from '@askusnow/sdk/contract';
import type { KeyPageRule } from '../../cooperative/key-page.ts';
import type { PageWords } from '../../cooperative/page-words.ts';
import type { OwnDesk } from '../../coverage/ledger/own-desks.ts';
import { sumCounts, toClickThrough } from '../metrics/metrics.ts';
import { addDays, daysBefore, startOfDayMs } from '../../platform/time/day-window.ts';
import { HOUR_MS, toInstant } from '../../platform/time/instants.ts';
import { keyPageOf, toKeyPages, type ObservedPlace } from './key-pages.ts';
import { toShownRows } from './shown-rows.ts';
import { attentionOf } from './attention.ts';
import { isLive, libraryStatus, placementStatus, type PlacementActivity } from './status.ts';
import type { LibraryWindow, CountedPlacement, RefusalRow } from './store.ts';

/** The visibility of a library. */
export interface LibraryVisibility {
  status: LibraryStatus;
  silentSince: string | null;
  placements: Placement[];
  keyPages: PlacementList['keyPages'];
  counts: Counts;
  refusedCount: number;
}

/** A stored placement with the facts that key pages use. */
export type CountedPlace = CountedPlacement & ObservedPlace;

export const toPlace = (row: CountedPlacement, window: LibraryWindow, nowMs: number): CountedPlace => ({
  ...row,
  isLive: isLive(toActivity(row, window), nowMs),
});

export function toVisibility(
  stored: readonly CountedPlacement[],
  refusals: readonly RefusalRow[],
  rules: readonly KeyPageRule[],
  words: PageWords,
  window: LibraryWindow,
  nowMs: number,
): LibraryVisibility {
  // Events of bots and trials only are no placement: they are counted separately.
  const counted = stored.filter(({ everCounted }) => everCounted);
  const rows = toShownRows(counted, rules, words);
  const placements = rows.map((row) =>
    toPlacement(row, toActivity(row, window), keyPageOf(rules, toPlace(row, window, nowMs)), nowMs),
  );
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
    silentSince: status === 'silent' ? lastOf(placements.map(({ silentSince }) => silentSince!)) : null,
    placements,
    // Counts actual pages, not shown ones: the number reveals no word.
    keyPages: toKeyPages(
      rules,
      counted.map((row) => toPlace(row, window, nowMs)),
    ),
    counts,
    refusedCount,
  };
}

/** As long as the max silence of a placement: an older refusal was fixed, or its page has no visitors. */
const REFUSED_LATELY_DAYS = 14;

/** A library's facts beside its placements. */
export interface Flags {
  doubtCount: number;
  suspectCount: number;
  /** Null: it has no desk of its own. */
  desk: OwnDesk | null;
}

export const toAttention = (
  { status, placements, keyPages, counts }: LibraryVisibility,
  refusals: readonly RefusalRow[],
  { doubtCount, suspectCount, desk }: Flags,
  { to }: LibraryWindow,
): Attention[] =>
  attentionOf({
    status,
    silentPlaces: placements.filter((placement) => placement.status === 'silent').length,
    missingKeyPages: keyPages.expected - keyPages.live,
    refusals,
    refusedSince: daysBefore(to, REFUSED_LATELY_DAYS),
    impressionCount: counts.impressions,
    doubtCount,
    suspectCount,
    desk: desk ?? { isEmpty: false, gapsAhead: 0 },
  });

/** ISO 8601 instants sort as text. */
const lastOf = (instants: readonly string[]): string => instants.toSorted().at(-1)!;

/** The store has the hour of the last event of any class, and the last day with a counted one: uses the earlier of their ends. */
function toActivity(
  { firstSeenAt, lastSeenAt, lastCountedDate, recentCount }: CountedPlacement,
  { zone, paceFrom }: LibraryWindow,
): PlacementActivity {
  const countedUntil = lastCountedDate === null ? paceFrom : addDays(lastCountedDate, 1);
  const lastEventMs = Math.min(lastSeenAt.getTime() + HOUR_MS, startOfDayMs(zone, countedUntil));
  return { firstSeenMs: firstSeenAt.getTime(), lastEventMs, recentCount };
}

function toPlacement(
  row: CountedPlacement,
  activity: PlacementActivity,
  keyPage: string | null,
  nowMs: number,
): Placement {
  const status = placementStatus(activity, nowMs);
  const silentSinceMs = Math.min(activity.lastEventMs, row.lastSeenAt.getTime());
  return {
    id: row.id,
    origin: row.origin,
    page: row.pattern,
    placement: row.name,
    form: row.form,
    widget: row.widget,
    firstSeen: row.firstSeenAt.toISOString(),
    lastSeen: row.lastSeenAt.toISOString(),
    status,
    silentSince: status === 'silent' ? toInstant(silentSinceMs) : null,
    keyPage,
    counts: sumCounts([row]),
    clickThrough: toClickThrough(row),
  };
}
