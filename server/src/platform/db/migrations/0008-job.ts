// In:    the tables of 0001-foundation.ts.
// Out:   the result of each job's last run, as in server/src/platform/db/tables.ts.
// Never: stores an error message.
import { sql, type Kysely } from 'kysely';

const statements = [
  `create table job (
    name text primary key,
    last_run_at timestamptz not null,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    duration_ms integer not null,
    failures integer not null,
    next_run_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
