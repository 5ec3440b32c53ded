// In:    a backup's file, the migrations that this program knows, and an empty database.
// Out:   the backup's rows in it, with the schema of this program.
// Never: writes before the whole file was checked; leaves a part of it: all is one transaction.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { migrateTo, migrateToLatest } from '../db/migrate.ts';
import type { Migrations, Tables } from '../db/tables.ts';
import { BackupUnusableError, type BackupSummary, type Manifest } from './backup-file.ts';
import { countRelations, loadTableShapes } from './catalog-store.ts';
import { checkBackup, readBackup } from './read-file.ts';
import { emptyTables, insertRows, makePartitions, setSequence, withoutReferences } from './rows-store.ts';

/** A restore would mix two databases. */
export class DatabaseNotEmptyError extends Error {
  override name = 'DatabaseNotEmptyError';
  constructor() {
    super(
      'The database is not empty, and a backup is restored into an empty one only.\n' +
        'Set DATA_DIR to a new folder, or DATABASE_URL to a new database; nothing was changed.',
    );
  }
}

/** Checks the whole file, and that this program knows its schema. Touches no database. */
export async function checkRestorable(
  file: string,
  migrations: Migrations,
): Promise<{ manifest: Manifest; summary: BackupSummary }> {
  const checked = await checkBackup(file);
  const known = Object.keys(migrations);
  const { migrations: applied } = checked.manifest;
  const unknown = applied.filter((name) => !known.includes(name)).at(-1);
  if (unknown !== undefined)
    throw new BackupUnusableError(
      file,
      `was made by a newer version of askusnow (${unknown}).\nRestore it with that version, or a newer one.`,
    );
  if (applied.length === 0 || !isDeepStrictEqual(applied, known.slice(0, applied.length)))
    throw new BackupUnusableError(file, 'its migrations are not those of any version of askusnow');
  return checked;
}

export async function restoreBackup(database: Database, file: string, migrations: Migrations): Promise<BackupSummary> {
  const { manifest, summary } = await checkRestorable(file, migrations);
  await database
    .for('maintenance')
    .db.transaction()
    .execute(async (trx) => {
      if ((await countRelations(trx)) > 0) throw new DatabaseNotEmptyError();
      await migrateTo(trx, migrations, summary.migration);
      await load(trx, file, manifest);
      await migrateToLatest(trx, migrations);
    });
  return summary;
}

async function load(trx: Kysely<Tables>, file: string, { tables }: Manifest): Promise<void> {
  const bare = (await loadTableShapes(trx)).map((table) => ({ ...table, partitions: [] }));
  const asked = tables.map((table) => ({ ...table, partitions: [] }));
  if (!isDeepStrictEqual(bare, asked))
    throw new BackupUnusableError(file, 'its tables are not those of its migrations: the database was changed by hand');
  await emptyTables(trx, tables);
  for (const table of tables) await makePartitions(trx, table);
  const byName = new Map(tables.map((table) => [table.name, table]));
  await withoutReferences(trx, tables, async () => {
    let inserted = 0;
    // The hashes are checked again: the file may have changed since.
    for await (const part of readBackup(file)) {
      if ('lines' in part) inserted += await insertRows(trx, byName.get(part.table)!, part.lines);
      else if ('end' in part) {
        const { endOfTable, rows, sequences } = part.end;
        if (inserted !== rows) throw new Error(`${endOfTable}: ${inserted} rows were inserted, not ${rows}`);
        inserted = 0;
        for (const sequence of sequences) await setSequence(trx, endOfTable, sequence);
      }
    }
  });
}
