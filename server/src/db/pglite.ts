// In:    a folder.
// Out:   the Postgres inside this process, on that folder.
// Never: used by two processes on one folder: db/lock.ts keeps the second one out.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { createHub } from './changes.ts';
import { CHANNEL, type Database } from './database.ts';
import type { Tables } from './tables.ts';
import { PGLITE_PARSERS, SESSION_ZONE } from './value-types.ts';

/** Where PGlite's own files are, inside DATA_DIR. */
export const pgliteFolder = (dataDir: string): string => join(dataDir, 'pglite');

export async function openPglite(dataDir: string, onError: (error: Error) => void): Promise<Database> {
  // 0700: what it holds is no secret, but who may write it decides what a liaison reads.
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create({ dataDir: pgliteFolder(dataDir), parsers: PGLITE_PARSERS });
  await pglite.exec(`set timezone to '${SESSION_ZONE}'`);
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  const hub = createHub(db, onError);
  await pglite.listen(CHANNEL, hub.tell);
  return {
    kind: 'pglite',
    db,
    changes: hub,
    async close() {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
}
