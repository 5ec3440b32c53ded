// In:    the database; a queue id or another subject; a person's change.
// Out:   a new entry in the subject's audit trail, chained to the entry before it; its latest entries.
// Never: changes or removes an entry; stores an account's label.
import { sql, type Kysely } from 'kysely';
import type { AuditEntry, Role } from '@askusnow/sdk/contract';
import type { Tables } from '../db/tables.ts';
import { CHAIN_START, entryHash, HASH_VERSION } from './chain.ts';

/** An account in its role of now, or a program such as the command line, which has no account. */
export type Author = { id: number; label: string; role: Role } | { id: null; label: string };

/** Who changes something, when, and why. */
export interface Authorship {
  by: Author;
  atMs: number;
  note?: string | null;
}

/** An action and the value before and after it. */
export interface AuditedChange {
  /** See AuditEntryTable; for a queue use queueSubject. */
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  /** Absent: who makes the change. */
  by?: Author;
}

/** Max entries read: people read an audit trail, so the latest are enough. */
const AUDIT_ENTRIES = 200;

/** As the database will return it. */
const toStored = (shown: unknown): unknown => JSON.parse(JSON.stringify(shown ?? null)) as unknown;

const toJson = (stored: unknown): string | null => (stored === null ? null : JSON.stringify(stored));

export const queueSubject = (queue: string): string => `queue:${queue}`;
/** Of closings of several desks. */
export const CLOSING_SUBJECT = 'closing';
/** Null: of all libraries. */
export const librarySubject = (library: string | null): string =>
  library === null ? 'cooperative' : `library:${library}`;

/**
 * Serialises writers of the log across nodes until the transaction ends, and returns the newest hash. An advisory lock
 * and not a locked row: there is no second row that has to agree with the log, and reads of the log never wait for it.
 */
export async function lockChain(trx: Kysely<Tables>): Promise<Buffer> {
  await sql`select pg_advisory_xact_lock(hashtextextended('askusnow audit log', 0))`.execute(trx);
  // A statement of its own: its snapshot has what the former holder committed.
  const { rows } = await sql<{ hash: Buffer | null }>`select newest_audit_hash() as hash`.execute(trx);
  return rows[0]?.hash ?? CHAIN_START;
}

/**
 * Call it in the transaction of the change itself, after the last statement that waits for a lock: every writer waits
 * for this one until the transaction ends, and must not be waited for meanwhile.
 */
export async function addEntries(
  trx: Kysely<Tables>,
  { by: maker, atMs, note = null }: Authorship,
  changes: readonly AuditedChange[],
): Promise<void> {
  let hash = await lockChain(trx);
  const at = new Date(atMs).toISOString().replace('Z', '000Z');
  const rows = changes.map(({ subject, action, before, after, by = maker }) => {
    const author =
      by.id === null
        ? { account_id: null, program: by.label, role: null }
        : { account_id: by.id, program: null, role: by.role };
    const content = { at, ...author, subject, action, note, hash_version: HASH_VERSION };
    const values = { before: toStored(before), after: toStored(after) };
    hash = entryHash(hash, { ...content, ...values });
    return { ...content, before: toJson(values.before), after: toJson(values.after), hash };
  });
  await trx.insertInto('audit_entry').values(rows).execute();
}

const entriesOf = (db: Kysely<Tables>) =>
  db
    .selectFrom('audit_entry')
    .select(['at', 'note'])
    .select(sql<string>`coalesce(account_label(account_id), program)`.as('by'))
    .orderBy('audit_entry.id', 'desc')
    .limit(AUDIT_ENTRIES);

const toEntry = <Row extends { at: Date }>(row: Row) => ({ ...row, at: row.at.toISOString() });

/** A subject's latest entries, newest first. */
export async function loadEntries(db: Kysely<Tables>, subject: string): Promise<AuditEntry[]> {
  const rows = await entriesOf(db).select(['action', 'before', 'after']).where('subject', '=', subject).execute();
  return rows.map(toEntry);
}

/** What a subject's latest change of this kind replaced; undefined: there is none. */
export const loadReplaced = async (db: Kysely<Tables>, subject: string, action: string): Promise<unknown> =>
  (
    await db
      .selectFrom('audit_entry')
      .select('before')
      .where('subject', '=', subject)
      .where('action', '=', action)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.before;

/** The latest entries of a queue, with the closings of several desks that it was among, each as a change of this one. */
export async function loadQueueTrail(db: Kysely<Tables>, queue: string): Promise<AuditEntry[]> {
  const ofQueue = (column: 'before' | 'after') =>
    sql<unknown>`case when subject = ${CLOSING_SUBJECT}
      then jsonb_build_object('closedUntil', ${sql.ref(column)} -> 'desks' -> ${queue}) else ${sql.ref(column)} end`.as(
      column,
    );
  const rows = await entriesOf(db)
    .select(
      sql<string>`case action when 'desks-closed' then 'closed-until' when 'closing-undone' then 'undone' else action end`.as(
        'action',
      ),
    )
    .select([ofQueue('before'), ofQueue('after')])
    .where(
      sql<boolean>`subject = ${queueSubject(queue)} or (subject = ${CLOSING_SUBJECT} and after -> 'desks' -> ${queue} is not null)`,
    )
    .execute();
  return rows.map(toEntry);
}
