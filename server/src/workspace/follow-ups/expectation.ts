// In:    how many follow-ups were opened, and how many of them were resolved in time.
// Out:   the share, with what it counts in words.
// Never: counts a follow-up whose 72 hours are not over: it would lower the share by being new.
import { FOLLOW_UP_HOURS, type FollowUpList } from '@askusnow/sdk/contract';
import type { CivilWindow } from '../../platform/time/day-window.ts';

/** Days of the share, today included. */
export const EXPECTATION_DAYS = 90;

const DEFINITION =
  `Follow-ups that were opened in the last ${EXPECTATION_DAYS} days and at least ${FOLLOW_UP_HOURS} hours ago: how many ` +
  `of them were resolved within ${FOLLOW_UP_HOURS} hours. All hours count, also nights and weekends. One whose ` +
  'resolution was taken back counts as late. Withdrawn ones and practice do not count.';

export const toExpectation = (
  { from, to }: CivilWindow,
  { due, within }: { due: number; within: number },
): FollowUpList['expectation'] => ({
  from,
  to,
  due,
  within,
  share: due === 0 ? null : within / due,
  definition: DEFINITION,
});
