// In:    the activity of a placement, or of a library's placements, and now.
// Out:   whether they are new, live, quiet, lost, or retired by a person.
import type { LibraryStatus, Placement } from '@askusnow/sdk/contract';
import { DAY_MS } from '../../platform/time/instants.ts';
import { judgeSilence, type SilenceFacts } from './silence.ts';

export type PlacementStatus = Placement['status'];

/** A placement is new until this age: its first events include the webmaster's trials. */
const NEW_DAYS = 7;

/** What decides a placement's status. */
export interface PlacementActivity extends SilenceFacts {
  /** To the hour, as stored. Units: ms since the epoch. */
  firstSeenMs: number;
  /** The day on which a person retired it; null: nobody did. */
  retiredDay: number | null;
}

/**
 * A person's word ends with the first view on a later day: the placement is back. `others`: the same site's placements.
 */
export function placementStatus(
  placement: PlacementActivity,
  nowMs: number,
  others?: () => readonly SilenceFacts[],
): PlacementStatus {
  const { retiredDay, firstSeenMs, days } = placement;
  if (retiredDay !== null && (days.at(-1) ?? 0) <= retiredDay) return 'retired';
  if (nowMs - firstSeenMs < NEW_DAYS * DAY_MS) return 'new';
  const silence = judgeSilence(placement, others);
  return silence === 'explained' ? 'live' : silence;
}

/** Whether it can serve a key page. A placement that is too young to judge, or quiet, is taken at its word. */
export const isStanding = (status: PlacementStatus): boolean => status !== 'lost' && status !== 'retired';

/** What decides a library's status. Counts are those of the shown window. */
export interface LibraryActivity {
  placements: readonly { status: PlacementStatus }[];
  refusedCount: number;
  impressionCount: number;
  clickCount: number;
}

/** The first status that applies. One live or quiet placement makes a library live: lost ones are shown in their own rows. */
export function libraryStatus({
  placements,
  refusedCount,
  impressionCount,
  clickCount,
}: LibraryActivity): LibraryStatus {
  const standing = placements.filter(({ status }) => status !== 'retired');
  if (standing.length === 0) return refusedCount > 0 ? 'refused' : 'never-seen';
  if (standing.some(({ status }) => status === 'live' || status === 'quiet'))
    return impressionCount > 0 && clickCount === 0 ? 'zero' : 'live';
  return standing.some(({ status }) => status === 'new') ? 'new' : 'lost';
}
