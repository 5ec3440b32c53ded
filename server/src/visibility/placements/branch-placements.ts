// In:    a library's placements as shown, what was counted at them for one of its branches.
// Out:   the placements that the branch has, with its counts. What is known of the place itself stays: its status, its diagnosis.
import type { Placement } from '@askusnow/sdk/contract';
import { sumCounts, toClickThrough } from '../metrics/metrics.ts';
import type { BranchCounts } from './branch-store.ts';
import type { LibraryVisibility } from './visibility.ts';
import { weeklyViews } from './weekly-views.ts';

/** `today`: a day number. */
export const placementsOfBranch = (
  { placements, storedIds }: Pick<LibraryVisibility, 'placements' | 'storedIds'>,
  { counts, views }: BranchCounts,
  today: number,
): Placement[] =>
  placements.flatMap((placement) => {
    const ids = storedIds.get(placement.id) ?? [];
    const counted = ids.flatMap((id) => counts.get(id) ?? []);
    const viewed = ids.flatMap((id) => views.get(id) ?? []);
    if (counted.length === 0 && viewed.length === 0) return [];
    const sum = sumCounts(counted);
    const daily = { days: viewed.flatMap(({ days }) => days), views: viewed.flatMap(({ views }) => views) };
    return [{ ...placement, counts: sum, clickThrough: toClickThrough(sum), weeks: weeklyViews(daily, today) }];
  });
