// In:    DATA_DIR.
// Out:   a lock that lasts as long as this process, however it ends.
// Never: a lock file that outlives its process and has to be removed by hand.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** DATA_DIR is no folder, or not one that this user may write. */
export class DataDirUnusableError extends Error {
  override name = 'DataDirUnusableError';
  constructor(dataDir: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown fault';
    super(`DATA_DIR: ${dataDir} should be a folder that this user may write (${code})`, { cause });
  }
}

export interface DataDirLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/** Step by step: Node's own `recursive` never ends where a file system makes no folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function openLockFile(dataDir: string): { file: DatabaseSync; path: string } {
  try {
    makeFolder(dataDir);
    const path = join(dataDir, 'lock.sqlite');
    return { path, file: new DatabaseSync(path) };
  } catch (error) {
    throw new DataDirUnusableError(dataDir, error);
  }
}

/** Node has no flock; SQLite's exclusive transaction is one, and the kernel drops it with the process. */
export function lockDataDir(dataDir: string): DataDirLock {
  const { file, path } = openLockFile(dataDir);
  try {
    file.exec('pragma busy_timeout = 0; begin exclusive');
    chmodSync(path, 0o600);
  } catch (error) {
    file.close();
    throw (error as { errcode?: number }).errcode === SQLITE_BUSY ? new DataDirInUseError(dataDir) : error;
  }
  return { release: () => file.close() };
}
