// In:    a library, a month, a person's comment as read at a revision.
// Out:   the stored comment, with its audit entry, announced to open pages.
// Never: overwrites a change that the person has not seen.
import type { Kysely } from 'kysely';
import type { MonthComment, MonthCommentChange } from '@askusnow/sdk/contract';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { staleRevision } from '../../platform/refusal.ts';
import { COUNTS } from '../../visibility/counts-channel.ts';

const NONE: MonthComment = { text: '', revision: 0, by: null, at: null };

export async function loadComment(db: Kysely<Tables>, library: string, month: string): Promise<MonthComment> {
  const row = await db
    .selectFrom('month_comment')
    .select(['text', 'revision', 'by', 'at'])
    .where('library_id', '=', library)
    .where('month', '=', month)
    .executeTakeFirst();
  return row === undefined ? NONE : { ...row, at: row.at.toISOString() };
}

/** Errors: Refusal 409 `stale-revision`. */
export const saveComment = (
  database: Database,
  library: string,
  month: string,
  { text, revision }: MonthCommentChange,
  authorship: Authorship,
): Promise<MonthComment> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const before = await loadComment(trx, library, month);
    // A revision of a comment that was never written.
    if (before.revision === 0 && revision !== 0) throw staleRevision('comment');
    const row = { text, revision: revision + 1, by: authorship.by.label, at: new Date(authorship.atMs) };
    const saved = await trx
      .insertInto('month_comment')
      .columns(['library_id', 'month', 'text', 'revision', 'by', 'at'])
      .values({ library_id: library, month, ...row })
      .onConflict((conflict) =>
        conflict.columns(['library_id', 'month']).doUpdateSet(row).where('month_comment.revision', '=', revision),
      )
      .returning('revision')
      .executeTakeFirst();
    if (saved === undefined) throw staleRevision('comment');
    // Its text is kept until it is replaced: the audit log would keep it always.
    const toAudited = (of: string) => (of === '' ? null : { month, characters: of.length });
    record.entry({
      subject: librarySubject(library),
      action: 'month-comment-saved',
      before: toAudited(before.text),
      after: toAudited(text),
    });
    return loadComment(trx, library, month);
  });
