// In:    an open database; the migrations in order.
// Out:   the names of the applied migrations; `NewerSchemaError` for a newer version's database, `SchemaUnusableError`
//        for one that is incomplete or not owned by this user.
// Never: applies half a migration: each runs in the migrator's transaction, under its lock, on one node at a time.
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration';
import { codeOf } from './faults.ts';
import type { Migrations, Step, Tables } from './tables.ts';

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

/** The tables cannot be migrated: they are incomplete, or owned by another user. */
export class SchemaUnusableError extends Error {
  override name = 'SchemaUnusableError';
}

const cutDump = (what: string): SchemaUnusableError =>
  new SchemaUnusableError(
    `The database holds a part of AskUsNow's tables only (${what}), as after the restore of an incomplete dump.\n` +
      'Restore the whole dump into an empty database, or name another database.',
  );

/** A dump writes tables first, then rows, then keys. */
async function refuseCutDump(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ library: string | null; migrations: string | null }>`
    select to_regclass('library')::text as library, to_regclass('kysely_migration')::text as migrations`.execute(db);
  if (!rows[0]?.library) return;
  const applied = rows[0].migrations
    ? await sql<{ name: string }>`select name from kysely_migration limit 1`.execute(db)
    : undefined;
  if (!applied?.rows.length) throw cutDump('no row says which version they are of');
  const { rows: keyless } = await sql<{ name: string }>`
    select relname as name from pg_class c
    where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace
      and not exists (select from pg_index where indrelid = c.oid and indisprimary)
    order by relname limit 1`.execute(db);
  if (keyless[0]) throw cutDump(`${keyless[0].name} has no key`);
}

/** insufficient_privilege */
const NO_RIGHT = '42501';

async function loadApplied(db: Kysely<Tables>): Promise<string[]> {
  const { rows: tables } = await sql<{
    name: string | null;
  }>`select to_regclass('kysely_migration')::text as name`.execute(db);
  if (!tables[0]?.name) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

async function refuseNewerSchema(db: Kysely<Tables>, migrations: Migrations): Promise<void> {
  const unknown = (await loadApplied(db)).filter((name) => !(name in migrations)).at(-1);
  if (unknown !== undefined) throw new NewerSchemaError(unknown);
}

/** The migrator writes even where it finds nothing to do, and the server's role need not be allowed to. */
async function isUpToDate(db: Kysely<Tables>, migrations: Migrations): Promise<boolean> {
  const applied = await loadApplied(db);
  return Object.keys(migrations).every((name) => applied.includes(name));
}

const toMigration = (steps: readonly Step[]): Migration => ({
  async up(db: Kysely<Tables>) {
    for (const step of steps) await (typeof step === 'string' ? sql.raw(step).execute(db) : step(db));
  },
});

function createMigrator(db: Kysely<Tables>, migrations: Migrations): Migrator {
  const byName = Object.fromEntries(Object.entries(migrations).map(([name, steps]) => [name, toMigration(steps)]));
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(byName) } });
}

function appliedNames({ error, results = [] }: MigrationResultSet): string[] {
  if (codeOf(error) === NO_RIGHT)
    throw new SchemaUnusableError(
      `This user may not make tables in the database: ${(error as Error).message}.\n` +
        'Name the owner of the database in DATABASE_OWNER_URL, or start with a user who is the owner.',
    );
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
  return results.map((result) => result.migrationName);
}

export async function migrateToLatest(db: Kysely<Tables>, migrations: Migrations): Promise<string[]> {
  await refuseNewerSchema(db, migrations);
  await refuseCutDump(db);
  if (await isUpToDate(db, migrations)) return [];
  return appliedNames(await createMigrator(db, migrations).migrateToLatest());
}

/** The schema of an earlier version, in an empty database. */
export async function migrateTo(db: Kysely<Tables>, migrations: Migrations, name: string): Promise<string[]> {
  return appliedNames(await createMigrator(db, migrations).migrateTo(name));
}
