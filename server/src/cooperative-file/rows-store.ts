// In:    the database.
// Out:   all rows of the cooperative's file.
// Never: writes; includes what the file has dropped.
import type { Kysely, Selectable } from 'kysely';
import type {
  CooperativeHoliday,
  Escalation,
  PolicyTopic,
  SharedHours,
  Standard,
  Urgent,
} from '@askusnow/sdk/contract';
import type { PageWordLists } from '../cooperative/page-words.ts';
import { loadInPages, loadParts, type LibraryParts } from '../cooperative/store.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { LibraryTable, QueueTable } from '../cooperative/tables.ts';

/** All rows of the cooperative's file, without dropped ones. */
export interface CooperativeRows extends LibraryParts {
  cooperative:
    | {
        name: string;
        note: string | null;
        escalation: Escalation | null;
        page_words: PageWordLists | null;
        languages: string[] | null;
        urgent: Urgent | null;
        policy_topics: PolicyTopic[] | null;
        after_closing_min: number | null;
        shared_hours: SharedHours | null;
        holidays: CooperativeHoliday[] | null;
        standard: Standard | null;
        standard_edited_at: Date | null;
        revision: number;
        edited_at: Date | null;
      }
    | undefined;
  queues: Selectable<QueueTable>[];
  /** Those that a person has ended. */
  endedQueues: Selectable<QueueTable>[];
  libraries: Selectable<LibraryTable>[];
  /** Libraries that a person has ended since the last import. */
  ended: { id: string; edited_at: Date }[];
}

/** Undefined before the first import. */
export const loadHead = (db: Kysely<Tables>): Promise<CooperativeRows['cooperative']> =>
  db
    .selectFrom('cooperative')
    .select(['name', 'note', 'escalation', 'page_words', 'languages', 'urgent', 'policy_topics', 'after_closing_min'])
    .select(['shared_hours', 'holidays', 'standard', 'standard_edited_at', 'revision', 'edited_at'])
    .executeTakeFirst();

/** By id. `removed`: those that have ended. */
export const loadQueues = (db: Kysely<Tables>, removed = false): Promise<Selectable<QueueTable>[]> =>
  loadInPages((after, limit) =>
    db
      .selectFrom('queue')
      .selectAll()
      .where('removed', '=', removed)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute(),
  );

/** @NOTE Many reads: call it with the import's lock, or use loadRowsAtOnce. */
export async function loadRows(db: Kysely<Tables>): Promise<CooperativeRows> {
  const cooperative = await loadHead(db);
  const queues = await loadQueues(db);
  const endedQueues = await loadQueues(db, true);
  const libraries = await loadInPages((after, limit) =>
    db
      .selectFrom('library')
      .selectAll()
      .where('removed', '=', false)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute(),
  );
  const ended = await db
    .selectFrom('library')
    .select(['id', 'edited_at'])
    .where('removed', '=', true)
    .where('edited_at', 'is not', null)
    .$narrowType<{ edited_at: Date }>()
    .orderBy('id')
    .execute();
  const ids = libraries.map(({ id }) => id);
  return { cooperative, queues, endedQueues, libraries, ended, ...(await loadParts(db, ids)) };
}

/** Reads all rows in one transaction. */
export const loadRowsAtOnce = (db: Kysely<Tables>): Promise<CooperativeRows> =>
  db.transaction().setIsolationLevel('repeatable read').execute(loadRows);
