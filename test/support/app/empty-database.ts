// A database without a table, on an engine, for as long as it is used.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import type { Engine } from './database.ts';
import { createTestDatabase } from './postgres.ts';

export async function useEmptyDatabase(engine: Engine, use: (database: Database) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-data-'));
  const postgres = engine === 'postgres' ? await createTestDatabase() : null;
  const database = await openDatabase({ databaseUrl: postgres?.url ?? null, dataDir }, (error) => {
    throw error;
  });
  try {
    await use(database);
  } finally {
    await database.close();
    await postgres?.drop();
    rmSync(dataDir, { recursive: true });
  }
}
