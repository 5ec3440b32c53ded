// In:    the activity of a placement, or of a library's placements, and now.
// Out:   whether they are new, live, quiet, lost, or retired by a person.
import type { Form, LibraryStatus, Placement } from '@askusnow/sdk/contract';
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
  form: Form;
}

/**
 * A person's word ends with the first view on a later day: the placement is back. `others`: the same site's placements.
 */
export function placementStatus(
  placement: PlacementActivity,
  nowMs: number,
  others?: () => readonly SilenceFacts[],
): PlacementStatus {
  const { retiredDay, firstSeenMs, days, form } = placement;
  if (retiredDay !== null && (days.at(-1) ?? 0) <= retiredDay) return 'retired';
  if (nowMs - firstSeenMs < NEW_DAYS * DAY_MS) return 'new';
  // A plain link is counted when it is followed, not when it is seen: unfollowed, as after a campaign, it is not lost.
  if (form === 'link') return 'live';
  const silence = judgeSilence(placement, others);
  return silence === 'explained' ? 'live' : silence;
}

/** A placement's status. `isUnfollowed`: a link that nobody has followed for as long as a profile is. */
export interface JudgedPlacement {
  status: PlacementStatus;
  isUnfollowed: boolean;
}

/**
 * Whether it shows that the button can be found. A placement that is too young to judge, or quiet, is taken at its word; a
 * link that nobody follows shows nothing.
 */
export const isStanding = ({ status, isUnfollowed }: JudgedPlacement): boolean =>
  status !== 'lost' && status !== 'retired' && !isUnfollowed;

/** What decides a library's status. Counts are those of the shown window. */
export interface LibraryActivity {
  placements: readonly JudgedPlacement[];
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
  const kept = placements.filter(({ status }) => status !== 'retired');
  if (kept.length === 0) return refusedCount > 0 ? 'refused' : 'never-seen';
  const standing = kept.filter(isStanding);
  const hasLost = kept.some(({ status }) => status === 'lost');
  // Links alone that nobody follows are no loss.
  if (standing.some(({ status }) => status === 'live' || status === 'quiet') || (standing.length === 0 && !hasLost))
    return impressionCount > 0 && clickCount === 0 ? 'zero' : 'live';
  return standing.length > 0 ? 'new' : 'lost';
}
