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

/** A subject's latest entries, newest first. */
export async function loadEntries(db: Kysely<Tables>, subject: string): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['at', 'action', 'before', 'after', 'note'])
    .select(sql<string>`coalesce(account_label(account_id), program)`.as('by'))
    .where('subject', '=', subject)
    .orderBy('audit_entry.id', 'desc')
    .limit(AUDIT_ENTRIES)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
