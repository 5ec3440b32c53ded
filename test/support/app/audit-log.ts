// Entries of the audit log, and changes of it that only the owner of the tables can make.
import { sql } from 'kysely';
import { addEntries, type Author } from '../../../server/src/platform/audit/audit-store.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';

export const AT_MS = Date.parse('2026-11-24T12:00:00.123Z');
export const COMMAND_LINE = { id: null, label: 'command line' };

export const add = ({ db }: Database, action: string, after: unknown = null, by: Author = COMMAND_LINE) =>
  db
    .transaction()
    .execute((trx) =>
      addEntries(trx, { by, atMs: AT_MS, note: 'Ünïcode \u2028' }, [
        { subject: 'queue:harford-desk', action, before: { b: 1, a: [null, -0, 1e21, 0.1] }, after },
      ]),
    );

/** As the owner of the tables may, and nobody else. */
export async function asOwner({ db }: Database, ...statements: string[]): Promise<void> {
  for (const each of [
    'alter table audit_entry disable trigger user',
    'alter table audit_entry drop constraint if exists audit_entry_in_chain',
    ...statements,
    'alter table audit_entry enable trigger user',
  ])
    await sql.raw(each).execute(db);
}

/** What is hashed of each. */
export const loadAll = ({ db }: Database) =>
  db
    .selectFrom('audit_entry')
    .selectAll()
    .select(sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'))
    .orderBy('id')
    .execute();
