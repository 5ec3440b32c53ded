// In:    one library's stored placements and refusals, its key pages, now.
// Out:   the liaison's view: status, key pages, rates.
// Never: computes counts and status from different rows, which could then disagree.
import type { Attention, Counts, LibraryStatus, Placement, PlacementList } from '@askusnow/sdk/contract';
import type { KeyPageRule } from '../../cooperative/key-page.ts';
import type { PageWords } from '../../cooperative/page-words.ts';
import type { OwnDesk } from '../../coverage/ledger/own-desks.ts';
import { sumCounts, toClickThrough } from '../metrics/metrics.ts';
import { daysBefore, startOfDayMs } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant, toUtcDate } from '../../platform/time/instants.ts';
import { keyPageOf, toKeyPages } from './key-pages.ts';
import { NO_VIEWS, weeklyViews } from './weekly-views.ts';
import { toSight } from './sight.ts';
import { toShownRows } from './shown-rows.ts';
import { attentionOf } from './attention.ts';
import { PROFILE_DAYS, toDayNumber, type SilenceFacts } from './silence.ts';
import { isStanding, libraryStatus, placementStatus, type JudgedPlacement, type PlacementStatus } from './status.ts';
import type { CountedPlacement, RefusalRow } from './store.ts';
import type { LibraryWindow } from './windows.ts';

/** The visibility of a library. */
export interface LibraryVisibility {
  status: LibraryStatus;
  lostSince: string | null;
  placements: Placement[];
  /** The stored placements of each, by its id. */
  storedIds: ReadonlyMap<number, readonly number[]>;
  /** A patron's last view of one of them. Units: ms. */
  lastViewMs: (placement: Pick<Placement, 'id'>) => number;
  /** How many of them show that the button can be found, are lost, are quiet. */
  standing: number;
  lost: number;
  quiet: number;
  keyPages: PlacementList['keyPages'];
  counts: Counts;
  refusedCount: number;
}

/** What a silence is judged by. */
export function factsIn({
  closedDays,
  isAfternoon,
  ...window
}: LibraryWindow): (row: Pick<CountedPlacement, 'firstSeenAt' | 'days' | 'views'>) => SilenceFacts {
  const today = toDayNumber(window.to);
  return ({ firstSeenAt, days, views }) => {
    // By UTC, and a day early: a day too many makes the usual rate lower, never higher.
    const firstDay = Math.floor(firstSeenAt.getTime() / DAY_MS) - 1;
    const fromDay = Math.max(firstDay, (days.at(-1) ?? today) - PROFILE_DAYS + 1);
    return { days, views, fromDay, today, isAfternoon, closedDays };
  };
}

/** Judges these placements of one library, each beside the others of its site: what they have in common is computed once. */
export function judgeIn(
  window: LibraryWindow,
  nowMs: number,
  rows: readonly CountedPlacement[],
): (row: CountedPlacement) => JudgedPlacement {
  const factsOf = factsIn(window);
  const profileDay = toDayNumber(window.profileFrom);
  // That nobody follows a link says nothing about its site.
  const seen = rows.filter(({ form }) => form !== 'link');
  const bySite = Map.groupBy(
    seen.map((row) => ({ id: row.id, origin: row.origin, facts: factsOf(row) })),
    ({ origin }) => origin,
  );
  return (row) => {
    const { form, days } = row;
    const retiredDay = row.retiredOn === null ? null : toDayNumber(row.retiredOn);
    const others = () => (bySite.get(row.origin) ?? []).flatMap(({ id, facts }) => (id === row.id ? [] : [facts]));
    const activity = { ...factsOf(row), form, firstSeenMs: row.firstSeenAt.getTime(), retiredDay };
    const isUnfollowed = form === 'link' && (days.at(-1) ?? 0) < profileDay;
    return { status: placementStatus(activity, nowMs, others), isUnfollowed };
  };
}

export function toVisibility(
  stored: readonly CountedPlacement[],
  refusals: readonly RefusalRow[],
  rules: readonly KeyPageRule[],
  words: PageWords,
  window: LibraryWindow,
  nowMs: number,
): LibraryVisibility {
  // Events of bots and trials only are no placement: they are counted separately.
  const counted = stored.filter(({ everCounted, diagnoses }) => everCounted || Object.keys(diagnoses).length > 0);
  const judgedRows = (some: readonly CountedPlacement[]) => {
    const shown = toShownRows(some, rules, words);
    const judge = judgeIn(window, nowMs, shown);
    return shown.map((row) => ({ ...row, ...judge(row) }));
  };
  const judged = judgedRows(counted);
  // What was diagnosed and never viewed is listed, and decides nothing: who reads no diagnoses sees the same library.
  const viewed = counted.filter(({ everCounted }) => everCounted);
  const deciding = viewed.length === counted.length ? judged : judgedRows(viewed);
  // Where no rows were merged, each page is judged already.
  const pages = deciding.length === viewed.length ? deciding : viewed.map(judgeIn(window, nowMs, viewed));
  const places = viewed.map((row, at) => ({ ...row, isLive: isStanding(pages[at]!) }));
  const today = toDayNumber(window.to);
  const placements = judged.map((row) =>
    toPlacement(row, { status: row.status, keyPage: keyPageOf(rules, row), today, window }),
  );
  const counts = sumCounts(judged);
  const byId = new Map<number, CountedPlacement>(judged.map((row) => [row.id, row]));
  const refusedCount = refusals.reduce((sum, { count }) => sum + count, 0);
  const status = libraryStatus({
    placements: deciding,
    refusedCount,
    impressionCount: counts.impressions,
    clickCount: counts.clicks,
  });
  return {
    status,
    lostSince: status === 'lost' ? lastLoss(deciding, window) : null,
    placements,
    storedIds: new Map(judged.map(({ id, storedIds }) => [id, storedIds])),
    lastViewMs: ({ id }) => lastViewMs(byId.get(id)!, window),
    standing: deciding.filter(isStanding).length,
    lost: deciding.filter(({ status }) => status === 'lost').length,
    quiet: deciding.filter(({ status }) => status === 'quiet').length,
    // Counts actual pages, not shown ones: the number reveals no word.
    keyPages: toKeyPages(rules, places),
    counts,
    refusedCount,
  };
}

/** An older refusal was fixed, or its page has no visitors. */
const REFUSED_LATELY_DAYS = 14;

/** A library's facts beside its placements. */
export interface Flags {
  doubtCount: number;
  suspectCount: number;
  /** Null: it has no desk of its own. */
  desk: OwnDesk | null;
}

export const toAttention = (
  { status, lost, quiet, keyPages, counts }: LibraryVisibility,
  refusals: readonly RefusalRow[],
  { doubtCount, suspectCount, desk }: Flags,
  { to }: LibraryWindow,
): Attention[] =>
  attentionOf({
    status,
    lostPlaces: lost,
    quietPlaces: quiet,
    missingKeyPages: keyPages.expected - keyPages.live,
    refusals,
    refusedSince: daysBefore(to, REFUSED_LATELY_DAYS),
    impressionCount: counts.impressions,
    doubtCount,
    suspectCount,
    desk: desk ?? { isEmpty: false, gapsAhead: 0 },
  });

/** The store has the hour of the last event of any class, and the last day with a counted view: uses the earlier. */
function lastViewMs({ lastSeenAt, days }: CountedPlacement, { zone, profileFrom }: LibraryWindow): number {
  const lastDay = days.at(-1);
  const afterLastDay = lastDay === undefined ? profileFrom : toUtcDate((lastDay + 1) * DAY_MS);
  return Math.min(lastSeenAt.getTime(), startOfDayMs(zone, afterLastDay));
}

const lastLoss = (rows: readonly (CountedPlacement & JudgedPlacement)[], window: LibraryWindow): string =>
  toInstant(Math.max(...rows.filter(({ status }) => status === 'lost').map((row) => lastViewMs(row, window))));

function toPlacement(
  row: CountedPlacement,
  {
    status,
    keyPage,
    today,
    window,
  }: { status: PlacementStatus; keyPage: string | null; today: number; window: LibraryWindow },
): Placement {
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
    lostSince: status === 'lost' ? toInstant(lastViewMs(row, window)) : null,
    keyPage,
    counts: sumCounts([row]),
    clickThrough: toClickThrough(row),
    sight: toSight(row.diagnoses, row.impressions),
    weeks: weeklyViews(row.everCounted ? row : NO_VIEWS, today),
  };
}
