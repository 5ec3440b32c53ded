// In:    a library's window, one of its branches.
// Out:   by placement: what was counted for the branch in the window, and its views over the profile.
import { sql, type Kysely } from 'kysely';
import type { Counts } from '@askusnow/sdk/contract';
import { countColumns } from '../../platform/db/event-columns.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { DailyViews } from './silence.ts';
import { dailyViews } from './store.ts';
import type { LibraryWindow } from './windows.ts';

export interface BranchCounts {
  counts: ReadonlyMap<number, Counts>;
  views: ReadonlyMap<number, DailyViews>;
}

export async function loadBranchCounts(
  db: Kysely<Tables>,
  { libraryId, from, to, profileFrom }: Pick<LibraryWindow, 'libraryId' | 'from' | 'to' | 'profileFrom'>,
  branch: string,
): Promise<BranchCounts> {
  const days = sql`
from branch_day as c
where c.library_id = ${libraryId} and c.branch = ${branch} and c.date between `;
  const counted = await sql<Counts & { placementId: number }>`
select c.placement_id as "placementId", ${countColumns()}${days}${from} and ${to} and c.class = 'counted'
group by c.placement_id`.execute(db);
  const viewed = await dailyViews(sql`${days}${profileFrom} and ${to}`).execute(db);
  return {
    counts: new Map(counted.rows.map(({ placementId, ...counts }) => [placementId, counts])),
    views: new Map(viewed.rows.map(({ placementId, ...views }) => [placementId, views])),
  };
}
