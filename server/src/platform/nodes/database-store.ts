// In:    the database.
// Out:   its version, its size and its newest migration.
// Never: a name, an address or a setting of it.
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

export interface DatabaseFacts {
  version: string;
  bytes: number;
  /** The number of its newest migration. */
  schema: number;
}

export async function loadDatabaseFacts({ db }: Database): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`select
    split_part(current_setting('server_version'), ' ', 1) as version,
    pg_database_size(current_database())::float8 as bytes,
    (select split_part(max(name), '-', 1)::integer from kysely_migration) as schema`.execute(db);
  return rows[0]!;
}
