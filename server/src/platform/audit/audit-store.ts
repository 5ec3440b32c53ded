// In:    the database; a queue id or another subject; a person's change.
// Out:   a new entry in the subject's audit trail; its latest entries.
// Never: changes or removes an entry.
import type { Kysely } from 'kysely';
import type { AuditEntry } from '@askusnow/sdk/contract';
import type { Tables } from '../db/tables.ts';

/** Who changes something, when, and why. */
export interface Authorship {
  /** `id` is null for the command line, which has no account. */
  by: { id: number | null; label: string };
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
}

/** Max entries read: people read an audit trail, so the latest are enough. */
const AUDIT_ENTRIES = 200;

const toJson = (shown: unknown): string | null => (shown === null ? null : JSON.stringify(shown));

export const queueSubject = (queue: string): string => `queue:${queue}`;

/** Call it in the transaction of the change itself. */
export async function addEntries(
  trx: Kysely<Tables>,
  { by, atMs, note = null }: Authorship,
  changes: readonly AuditedChange[],
): Promise<void> {
  const rows = changes.map(({ subject, action, before, after }) => ({
    at: new Date(atMs),
    account_id: by.id,
    by: by.label,
    subject,
    action,
    before: toJson(before),
    after: toJson(after),
    note,
  }));
  await trx.insertInto('audit_entry').values(rows).execute();
}

/** A subject's latest entries, newest first. */
export async function loadEntries(db: Kysely<Tables>, subject: string): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['at', 'by', 'action', 'before', 'after', 'note'])
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(AUDIT_ENTRIES)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
