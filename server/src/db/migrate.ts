// In:    an open database.
// Out:   the names of the migrations applied, none if it was up to date; `NewerSchemaError` for a newer version's database.
// Never: half a migration: each runs in the migrator's transaction, under its lock, one node at a time.
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** The database has migrations that this program does not know. */
export class NewerSchemaError extends Error {
  override name = 'NewerSchemaError';
  constructor(migration: string) {
    super(
      `The database has been changed by a newer version of askusnow (${migration}).\n` +
        'Start that version, or a newer one; or restore a backup from before it.',
    );
  }
}

async function refuseNewerSchema(db: Kysely<Tables>): Promise<void> {
  const { rows: tables } = await sql<{
    name: string | null;
  }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (!tables[0]?.name) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = rows.filter(({ name }) => !(name in MIGRATIONS)).at(-1);
  if (unknown) throw new NewerSchemaError(unknown.name);
}

export async function migrateToLatest(db: Kysely<Tables>): Promise<string[]> {
  await refuseNewerSchema(db);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
  return results.map((result) => result.migrationName);
}
