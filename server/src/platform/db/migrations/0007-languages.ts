// In:    the tables of 0001-foundation.ts.
// Out:   a column for the languages that the cooperative has turned on.
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table cooperative add column languages jsonb`.execute(db);
}
