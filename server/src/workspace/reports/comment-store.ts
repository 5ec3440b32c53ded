// In:    a library, a month, a person's comment as read at a version.
// Out:   the stored comment, with its audit entry, announced to open pages.
// Never: overwrites a change that the person has not seen.
import type { Kysely } from 'kysely';
import type { MonthComment, MonthCommentChange } from '@askusnow/sdk/contract';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { COUNTS } from '../../visibility/counts-channel.ts';

const NONE: MonthComment = { text: '', version: 0, by: null, at: null };

export async function loadComment(db: Kysely<Tables>, library: string, month: string): Promise<MonthComment> {
  const row = await db
    .selectFrom('month_comment')
    .select(['text', 'version', 'by', 'at'])
    .where('library_id', '=', library)
    .where('month', '=', month)
    .executeTakeFirst();
  return row === undefined ? NONE : { ...row, at: row.at.toISOString() };
}

/** `stale`: somebody else has changed it since `version`. */
export const saveComment = (
  { db, changes }: Database,
  library: string,
  month: string,
  { text, version }: MonthCommentChange,
  authorship: Authorship,
): Promise<MonthComment | 'stale'> =>
  db.transaction().execute(async (trx) => {
    const before = await loadComment(trx, library, month);
    // A version of a comment that was never written.
    if (before.version === 0 && version !== 0) return 'stale';
    const row = { text, version: version + 1, by: authorship.by.label, at: new Date(authorship.atMs) };
    const saved = await trx
      .insertInto('month_comment')
      .columns(['library_id', 'month', 'text', 'version', 'by', 'at'])
      .values({ library_id: library, month, ...row })
      .onConflict((conflict) =>
        conflict.columns(['library_id', 'month']).doUpdateSet(row).where('month_comment.version', '=', version),
      )
      .returning('version')
      .executeTakeFirst();
    if (saved === undefined) return 'stale';
    // Its text is kept until it is replaced: the audit log would keep it always.
    const change = (of: string) => (of === '' ? null : { month, characters: of.length });
    const entry = {
      subject: `library:${library}`,
      action: 'month-comment-saved',
      before: change(before.text),
      after: change(text),
    };
    await addEntries(trx, authorship, [entry]);
    await changes.publish(COUNTS, trx);
    return loadComment(trx, library, month);
  });
