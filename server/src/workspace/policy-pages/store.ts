// In:    a library's policy pages; a change of some.
// Out:   the newest revision of each page, or all of one; stored revisions with their audit entries and notification.
// Never: stores a change of a page that another person has changed since it was read.
import type { Kysely, Selectable } from 'kysely';
import type { PolicyHistory } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { staleRevision, type Refusal } from '../../platform/refusal.ts';
import type { PolicyRevisionTable } from './tables.ts';

export const POLICY_PAGES_CHANGED = 'policy-pages';
/** Revisions that are kept of each page. */
const KEPT_REVISIONS = 50;

export type PolicyRevision = Selectable<PolicyRevisionTable>;
export type NewRevision = Omit<PolicyRevision, 'library_id' | 'topic' | 'revision' | 'at' | 'by'>;

/** By topic. */
export async function loadPages(db: Kysely<Tables>, library: string): Promise<Map<string, PolicyRevision>> {
  const rows = await db
    .selectFrom('policy_revision')
    .selectAll()
    .distinctOn('topic')
    .where('library_id', '=', library)
    .orderBy('topic')
    .orderBy('revision', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.topic, row]));
}

/** Undefined: nobody has written the page. */
export const loadNewest = (db: Kysely<Tables>, library: string, topic: string): Promise<PolicyRevision | undefined> =>
  db
    .selectFrom('policy_revision')
    .selectAll()
    .where('library_id', '=', library)
    .where('topic', '=', topic)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();

/** What is audited of a revision, which the log keeps always: its text and its owner stand in the history of the page. */
const toAudited = (topic: string, revision: NewRevision | undefined) =>
  revision && {
    topic,
    characters: revision.text.length,
    reviewedOn: revision.reviewed_on,
    reviewBy: revision.review_by,
  };

/** The library's review is of a page, and stays when its text is corrected. What is written on an empty page is new. */
export const libraryReviewOf = (
  before: PolicyRevision | undefined,
): Pick<NewRevision, 'reviewed_on' | 'reviewed_by' | 'review_by'> =>
  before === undefined || before.text === ''
    ? { reviewed_on: null, reviewed_by: null, review_by: null }
    : { reviewed_on: before.reviewed_on, reviewed_by: before.reviewed_by, review_by: before.review_by };

/** The coordinator's review is of a text: another one waits for the next. */
export const coordinatorReviewOf = (before: PolicyRevision | undefined, text: string): string | null =>
  before?.text === text ? before.coordinator_reviewed_on : null;

/** What `toNew` makes of a page's revision `read`; 0: nobody has written the page. */
export interface PageChange {
  topic: string;
  read: number;
  toNew: (before: PolicyRevision | undefined) => NewRevision;
}

/** All of them or none. Errors: `toStale`, where one of the pages has another revision now. */
export const saveRevisions = (
  database: Database,
  library: string,
  pages: readonly PageChange[],
  authorship: Authorship,
  toStale: () => Refusal = () => staleRevision('page'),
): Promise<void> =>
  change(database, POLICY_PAGES_CHANGED, authorship, async (trx, record) => {
    // One change at a time: the next one sees these revisions.
    await lockLibrary(trx, library);
    const now = await loadPages(trx, library);
    if (pages.some(({ topic, read }) => (now.get(topic)?.revision ?? 0) !== read)) throw toStale();
    for (const page of pages) await saveRevision(trx, record, library, page, now.get(page.topic), authorship);
  });

async function saveRevision(
  trx: Transaction,
  record: ChangeRecord,
  library: string,
  { topic, read, toNew }: PageChange,
  before: PolicyRevision | undefined,
  authorship: Authorship,
): Promise<void> {
  const after = toNew(before);
  await trx
    .insertInto('policy_revision')
    .values({
      library_id: library,
      topic,
      revision: read + 1,
      ...after,
      at: new Date(authorship.atMs),
      by: authorship.by.label,
    })
    .execute();
  await trx
    .deleteFrom('policy_revision')
    .where('library_id', '=', library)
    .where('topic', '=', topic)
    .where('revision', '<=', read + 1 - KEPT_REVISIONS)
    .execute();
  record.entry({
    subject: librarySubject(library),
    action: 'policy-page-saved',
    before: toAudited(topic, before) ?? null,
    after: toAudited(topic, after),
  });
}

/** The newest first. */
export const loadHistory = async (
  db: Kysely<Tables>,
  library: string,
  topic: string,
): Promise<PolicyHistory['revisions']> =>
  (
    await db
      .selectFrom('policy_revision')
      .select(['revision', 'at', 'by', 'text', 'reviewed_on as reviewedOn'])
      .where('library_id', '=', library)
      .where('topic', '=', topic)
      .orderBy('revision', 'desc')
      .execute()
  ).map(({ at, ...revision }) => ({ ...revision, at: at.toISOString() }));
