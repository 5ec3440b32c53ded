// In:    the activity of a placement, or of a library's placements, and now.
// Out:   whether they are new, live or silent.
// Never: uses a fixed timeout: a page with two impressions a week is not lost after a quiet day.
import type { LibraryStatus, Placement } from '@askusnow/sdk/contract';
import { DAY_MS } from '../../platform/time/instants.ts';

export type PlacementStatus = Placement['status'];

/** Days over which a placement's rate is measured. */
export const PACE_DAYS = 28;
/** A placement is new until this age: its first events include the webmaster's trials. */
const NEW_DAYS = 7;
/** Silence this unlikely is not chance: one false alarm in a thousand at the placement's own rate. */
const SILENCE_ODDS = 1000;
const SILENCE_DAYS_MIN = 1;
const SILENCE_DAYS_MAX = 14;

/** What decides a placement's status. */
export interface PlacementActivity {
  /** To the hour, as stored. Units: ms since the epoch. */
  firstSeenMs: number;
  /** The last counted event, or a little later, never earlier. */
  lastEventMs: number;
  /**
   * Impressions and follows of the last {@link PACE_DAYS} days. A viewable impression or a click belongs to an
   * impression, so it is not an independent event.
   */
  recentCount: number;
}

/**
 * How long a placement may be silent: T = ln(1000)/λ, within 1 to 14 days. λ is its mean per day over 28 days, or over
 * its age if that is less. Units: ms. Source: events at a constant rate are Poisson, so e^(−λT) is the probability of a
 * silence of T.
 */
export function silenceLimitMs({ firstSeenMs, recentCount }: PlacementActivity, nowMs: number): number {
  const ageDays = (nowMs - firstSeenMs) / DAY_MS;
  const perDay = recentCount / Math.min(Math.max(ageDays, 1), PACE_DAYS);
  const days = Math.log(SILENCE_ODDS) / perDay;
  return Math.min(Math.max(days, SILENCE_DAYS_MIN), SILENCE_DAYS_MAX) * DAY_MS;
}

/** At least one event within the silence limit. */
export function isLive(placement: PlacementActivity, nowMs: number): boolean {
  return nowMs - placement.lastEventMs < silenceLimitMs(placement, nowMs);
}

export function placementStatus(placement: PlacementActivity, nowMs: number): PlacementStatus {
  if (nowMs - placement.firstSeenMs < NEW_DAYS * DAY_MS) return 'new';
  return isLive(placement, nowMs) ? 'live' : 'silent';
}

/** What decides a library's status. Counts are those of the shown window. */
export interface LibraryActivity {
  placements: readonly { status: PlacementStatus }[];
  refusedCount: number;
  impressionCount: number;
  clickCount: number;
}

/** The first status that applies. One live placement makes a library live: silent ones are shown in their own rows. */
export function libraryStatus({
  placements,
  refusedCount,
  impressionCount,
  clickCount,
}: LibraryActivity): LibraryStatus {
  if (placements.length === 0) return refusedCount > 0 ? 'refused' : 'never-seen';
  if (placements.some(({ status }) => status === 'live'))
    return impressionCount > 0 && clickCount === 0 ? 'zero' : 'live';
  return placements.some(({ status }) => status === 'new') ? 'new' : 'silent';
}
