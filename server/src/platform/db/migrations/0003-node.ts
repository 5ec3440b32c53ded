// In:    the tables of 0001-foundation.ts.
// Out:   the live nodes, as in server/src/platform/db/tables.ts.
// Never: stores more about a machine than its version and its clock: no host name, no address.
import { sql, type Kysely } from 'kysely';

const statements = [
  `create table node (
    id text primary key,
    version text not null,
    skew_ms integer,
    seen_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
