// In:    an open database, and what its backup says about itself.
// Out:   a file, readable by its owner only, that is complete and checked.
// Never: leaves a part of a file under the asked name.
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Database } from '../db/database.ts';
import {
  BackupUnwritableError,
  FORMAT,
  type BackupSummary,
  type End,
  type Manifest,
  type Secrets,
  type TableEnd,
} from './backup-file.ts';
import { checkBackup } from './read-file.ts';
import { openSnapshot, type Snapshot } from './snapshot-store.ts';

/** What the database does not know. */
export interface BackupFacts {
  version: string;
  tz: string;
  secrets: Secrets;
  nowMs: number;
}

export async function* backupLines(
  { engine, migrations, tables, sequences, rowsOf }: Omit<Snapshot, 'close'>,
  { version, tz, secrets, nowMs }: BackupFacts,
): AsyncGenerator<string> {
  const whole = createHash('sha256');
  const text = (lines: string): string => (whole.update(lines), lines);
  const line = (value: unknown): string => text(`${JSON.stringify(value)}\n`);
  const madeAt = new Date(nowMs).toISOString();
  yield line({ askusnowBackup: FORMAT, version, madeAt, engine, tz, migrations, secrets, tables } satisfies Manifest);
  let total = 0;
  for (const table of tables) {
    yield line({ table: table.name });
    const hash = createHash('sha256');
    let rows = 0;
    for await (const lines of rowsOf(table)) {
      rows += lines.length;
      const page = `${lines.join('\n')}\n`;
      hash.update(page);
      yield text(page);
    }
    yield line({
      endOfTable: table.name,
      rows,
      sha256: hash.digest('hex'),
      sequences: sequences.get(table.name) ?? [],
    } satisfies TableEnd);
    total += rows;
  }
  const end: End = { endOfBackup: true, rows: total, sha256: whole.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}

async function* snapshotLines(database: Database, facts: BackupFacts): AsyncGenerator<string> {
  const snapshot = await openSnapshot(database);
  try {
    yield* backupLines(snapshot, facts);
  } finally {
    await snapshot.close();
  }
}

/** The name is on the disk, too, when this resolves. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** An existing file of that name is replaced after all of the new one was written and read again. */
export async function writeBackup(database: Database, file: string, facts: BackupFacts): Promise<BackupSummary> {
  const making = `${file}.${randomBytes(4).toString('hex')}.making`;
  try {
    await pipeline(
      snapshotLines(database, facts),
      createGzip(),
      createWriteStream(making, { flags: 'wx', mode: 0o600, flush: true }),
    );
    const { summary } = await checkBackup(making);
    await rename(making, file);
    await syncFolder(dirname(file));
    return { ...summary, file };
  } catch (error) {
    await rm(making, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new BackupUnwritableError(`${file}: cannot be written (${code ?? 'unknown fault'})`, { cause: error });
  }
}
