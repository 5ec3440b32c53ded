// In:    DATA_DIR.
// Out:   a lock that lasts as long as this process, however it ends.
// Never: a lock file that outlives its process and has to be removed by hand.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Somebody has DATA_DIR open: two would lose each other's commits without a word. */
export class DataDirInUseError extends Error {
  override name = 'DataDirInUseError';
  constructor(dataDir: string) {
    super(
      `DATA_DIR: ${dataDir} is in use by another askusnow process. Stop that one, or give this one a folder of its own.`,
    );
  }
}

export interface DataDirLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/** Node has no flock; SQLite's exclusive transaction is one, and the kernel drops it with the process. */
export function lockDataDir(dataDir: string): DataDirLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'lock.sqlite');
  const file = new DatabaseSync(path);
  try {
    file.exec('pragma busy_timeout = 0; begin exclusive');
    chmodSync(path, 0o600);
  } catch (error) {
    file.close();
    throw (error as { errcode?: number }).errcode === SQLITE_BUSY ? new DataDirInUseError(dataDir) : error;
  }
  return { release: () => file.close() };
}
