// In:    DATA_DIR.
// Out:   a private folder, and a lock on it that ends with this process, however it ends.
// Never: leaves a lock file that somebody has to remove by hand.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirUnusableError, makePrivateFolder, tightenContents } from './private-folder.ts';

/** Another process has DATA_DIR open: two would silently lose each other's commits. */
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
/** SQLite's result codes for disk errors, as system codes. https://www.sqlite.org/rescode.html */
const DISK_FAULTS: Readonly<Record<number, string>> = { 8: 'EROFS', 13: 'ENOSPC', 14: 'EACCES' };

function openLockFile(dataDir: string): DatabaseSync {
  makePrivateFolder(dataDir);
  const path = join(dataDir, 'lock.sqlite');
  try {
    const file = new DatabaseSync(path);
    chmodSync(path, 0o600);
    return file;
  } catch (error) {
    throw new DataDirUnusableError(dataDir, error);
  }
}

/** Node has no flock. SQLite's exclusive transaction takes one, and the kernel releases it with the process. */
export function lockDataDir(dataDir: string): DataDirLock {
  const file = openLockFile(dataDir);
  try {
    file.exec('pragma busy_timeout = 0; begin exclusive');
    tightenContents(dataDir);
  } catch (error) {
    file.close();
    const { errcode = 0 } = error as { errcode?: number };
    if (errcode === SQLITE_BUSY) throw new DataDirInUseError(dataDir);
    const code = DISK_FAULTS[errcode];
    throw code === undefined ? error : new DataDirUnusableError(dataDir, { code });
  }
  return { release: () => file.close() };
}
