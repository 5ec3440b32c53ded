// In:    DATA_DIR.
// Out:   a folder whose files only its owner may read or write: folders 0700, files 0600.
// Never: goes on in a folder that others could have changed, or follows a link out of it.
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** DATA_DIR is no folder, or not one that this user may write. */
export class DataDirUnusableError extends Error {
  override name = 'DataDirUnusableError';
  constructor(dataDir: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown fault';
    super(REASONS[code]?.(dataDir) ?? `DATA_DIR: ${dataDir} should be a folder that this user may write (${code})`, {
      cause,
    });
  }
}

const REASONS: Record<string, (dataDir: string) => string> = {
  EROFS: (dataDir) =>
    `DATA_DIR: ${dataDir} is on a file system that is read-only now. Look at why it is (a fault of the disk makes Linux do so), make it writable, and start again.`,
  ENOSPC: (dataDir) =>
    `DATA_DIR: there is no space left on the disk of ${dataDir}. Make room there, or give DATA_DIR a larger disk, and start again.`,
  EPERM: (dataDir) =>
    `DATA_DIR: ${dataDir} belongs to another user, so it cannot be made private. Make the user that runs askusnow its owner, or name a folder inside it that does not exist yet.`,
};

/** Others of this machine may write into DATA_DIR. */
export class DataDirOpenToOthersError extends Error {
  override name = 'DataDirOpenToOthersError';
  constructor(folder: string, dataDir: string) {
    const either = `DATA_DIR: other users of this machine may write into ${folder}, and so change what the server shows and counts. Take the write permission from its group and from others, see that nothing in it is strange, and start again`;
    const or = '; or let DATA_DIR name a folder inside it that does not exist yet: it will be made private.';
    super(folder === dataDir ? either + or : `${either}.`);
  }
}

const WRITABLE_BY_OTHERS = 0o022;
const ENTERABLE_BY_OTHERS = 0o011;
const ANY_OF_OTHERS = 0o077;

/** Step by step: Node's own `recursive` never ends where a file system makes no folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/**
 * Makes the folder, or takes group and others out of one that is there.
 * Errors: {@link DataDirOpenToOthersError} where they may write, {@link DataDirUnusableError} where it cannot be used.
 */
export function makePrivateFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    const { mode } = statSync(dataDir);
    if (mode & WRITABLE_BY_OTHERS) throw new DataDirOpenToOthersError(dataDir, dataDir);
    // A folder inside that they could reach: where this one was closed to them, its mode has not mattered.
    const pglite = join(dataDir, 'pglite');
    if (mode & ENTERABLE_BY_OTHERS && existsSync(pglite) && statSync(pglite).mode & WRITABLE_BY_OTHERS)
      throw new DataDirOpenToOthersError(pglite, dataDir);
    if (mode & ANY_OF_OTHERS) chmodSync(dataDir, 0o700);
  } catch (error) {
    throw error instanceof DataDirOpenToOthersError ? error : new DataDirUnusableError(dataDir, error);
  }
}

/** Takes group and others out of everything below the folder. Needs the lock: nobody else changes it meanwhile. */
export function tightenContents(dataDir: string): void {
  try {
    for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
      if (entry.isSymbolicLink()) continue;
      const path = join(entry.parentPath, entry.name);
      const { mode } = lstatSync(path);
      if (mode & ANY_OF_OTHERS) chmodSync(path, mode & 0o700);
    }
  } catch (error) {
    throw new DataDirUnusableError(dataDir, error);
  }
}
