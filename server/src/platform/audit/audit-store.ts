// In:    the database, a queue's id or another subject; what a person has done there.
// Out:   its audit trail, one entry longer; a subject's latest entries.
// Never: an entry changed, or taken away.
import type { Kysely } from 'kysely';
import type { AuditEntry } from '@askusnow/sdk/contract';
import type { Tables } from '../db/tables.ts';

/** Who changes something, when, and why. */
export interface Authorship {
  /** `id` null: no account: the command line. */
  by: { id: number | null; label: string };
  atMs: number;
  note?: string | null;
}

/** What was done, and what it has made of what. */
export interface AuditedChange {
  action: string;
  before: unknown;
  after: unknown;
}

/** An audit trail is for people: so many of its latest entries are read. */
const AUDIT_ENTRIES = 200;

const toJson = (shown: unknown): string | null => (shown === null ? null : JSON.stringify(shown));

/** A queue's subject: see AuditEntryTable. */
export const queueSubject = (queue: string): string => `queue:${queue}`;

/** In the transaction of the change itself. `subject`: see AuditEntryTable; a queue's has a function of its own. */
export async function addEntries(
  trx: Kysely<Tables>,
  { by, atMs, note = null }: Authorship,
  changes: readonly (AuditedChange & { subject: string })[],
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

/** One of them. */
export const addEntry = (
  trx: Kysely<Tables>,
  subject: string,
  authorship: Authorship,
  change: AuditedChange,
): Promise<void> => addEntries(trx, authorship, [{ subject, ...change }]);

export const addAudit = (
  trx: Kysely<Tables>,
  queue: string,
  authorship: Authorship,
  change: AuditedChange,
): Promise<void> => addEntry(trx, queueSubject(queue), authorship, change);

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

/** A queue's latest changes, newest first. */
export const loadAudit = (db: Kysely<Tables>, queue: string): Promise<AuditEntry[]> =>
  loadEntries(db, queueSubject(queue));
