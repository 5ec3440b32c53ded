// In:    a page of a library, the result of its check.
// Out:   the last result of each page; a claim, so that one node checks it and nobody too often.
// Never: stores text of a page: a state, codes of findings, names and lines of other vendors’ chats.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { OtherWidget, PageFinding, PageState } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';

type Db = Kysely<Tables>;

export interface PageKey {
  libraryId: string;
  origin: string;
  path: string;
}

/** The result of a page's last check. */
export interface PageCheck extends PageKey {
  /** Units: ms since the epoch. */
  checkedMs: number;
  state: PageState;
  findings: PageFinding[];
  /** As last seen. */
  otherWidgets: OtherWidget[];
}

/** By library. Pages that were never checked, and libraries without any, are left out. */
export async function loadPageChecks(db: Db, libraryIds: readonly string[]): Promise<Map<string, PageCheck[]>> {
  const rows = await db
    .selectFrom('page_check')
    .select(['library_id', 'origin', 'path', 'checked_at', 'state', 'findings', 'other_widgets'])
    .where(sql<boolean>`library_id = any(${libraryIds}::text[])`)
    .orderBy('library_id')
    .orderBy('origin')
    .orderBy('path')
    .execute();
  const checks = rows.flatMap(({ library_id, origin, path, checked_at: at, state, findings, other_widgets }) =>
    at === null || state === null
      ? []
      : [
          {
            libraryId: library_id,
            origin,
            path,
            checkedMs: at.getTime(),
            state,
            findings,
            otherWidgets: other_widgets,
          },
        ],
  );
  return Map.groupBy(checks, ({ libraryId }) => libraryId);
}

export interface DueBefore {
  /** A page that was claimed until then is due. Units: ms since the epoch. */
  claimedMs: number;
  /** So is one that was claimed until then and never finished: its node was stopped. */
  unfinishedMs: number;
}

const isDue = ({ claimedMs, unfinishedMs }: DueBefore): RawBuilder<boolean> => {
  const isUnfinished = sql`(page_check.checked_at is null or page_check.checked_at < page_check.claimed_at)`;
  return sql`(page_check.claimed_at <= ${new Date(claimedMs)}
    or (page_check.claimed_at <= ${new Date(unfinishedMs)} and ${isUnfinished}))`;
};

/** The pages, as `origin + path`, that are not due, by library. */
export async function loadFreshPages(
  db: Db,
  libraryIds: readonly string[],
  due: DueBefore,
): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('page_check')
    .select(['library_id', 'origin', 'path'])
    .where(sql<boolean>`library_id = any(${libraryIds}::text[])`)
    .where(sql<boolean>`not ${isDue(due)}`)
    .execute();
  const byLibrary = Map.groupBy(rows, (row) => row.library_id);
  return new Map([...byLibrary].map(([id, pages]) => [id, new Set(pages.map(({ origin, path }) => origin + path))]));
}

/** False: the page is not due, since another node or person has just claimed it. */
export async function claimPage(
  db: Db,
  { libraryId, origin, path }: PageKey,
  nowMs: number,
  due: DueBefore,
): Promise<boolean> {
  const claimed_at = new Date(nowMs);
  const claimed = await db
    .insertInto('page_check')
    .values({ library_id: libraryId, origin, path, claimed_at, checked_at: null, state: null })
    .onConflict((conflict) =>
      conflict.columns(['library_id', 'origin', 'path']).doUpdateSet({ claimed_at }).where(isDue(due)),
    )
    .returning('library_id')
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Where `otherWidgets` is null, the page's source was not seen: what is known of them stays. Returns them. */
export async function savePageCheck(
  db: Db,
  page: Omit<PageCheck, 'otherWidgets'> & { otherWidgets: OtherWidget[] | null },
): Promise<OtherWidget[]> {
  const { libraryId, origin, path, checkedMs, state, findings, otherWidgets } = page;
  const row = await db
    .updateTable('page_check')
    .set({
      checked_at: new Date(checkedMs),
      state,
      findings: JSON.stringify(findings),
      ...(otherWidgets !== null && { other_widgets: JSON.stringify(otherWidgets) }),
    })
    .where('library_id', '=', libraryId)
    .where('origin', '=', origin)
    .where('path', '=', path)
    .returning('other_widgets')
    .executeTakeFirst();
  return row?.other_widgets ?? [];
}

/** Pages that are no longer in the file are not claimed any more. */
export async function deleteUnclaimed(db: Db, beforeMs: number): Promise<void> {
  await db.deleteFrom('page_check').where('claimed_at', '<', new Date(beforeMs)).execute();
}
