// In:    DATA_DIR.
// Out:   a folder whose files only its owner may read or write: folders 0700, files 0600.
// Never: uses a folder that others could have changed, or follows a link out of it.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** DATA_DIR is not a folder, or this user cannot write it. */
export class DataDirUnusableError extends Error {
  override name = 'DataDirUnusableError';
  constructor(dataDir: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown fault';
    super(REASONS[code]?.(dataDir) ?? `DATA_DIR: ${dataDir} should be a folder that this user can write (${code})`, {
      cause,
    });
  }
}

/** The folder that keeps this user out, and its owner; null: it is this user's own, or does not exist. */
function keptOutBy(folder: string): { folder: string; owner: string } | null {
  try {
    const { uid } = statSync(folder);
    if (uid === userInfo().uid) return null;
    const users = readFileSync('/etc/passwd', 'utf8');
    return { folder, owner: new RegExp(`^([^:]+):[^:]*:${uid}:`, 'm').exec(users)?.[1] ?? `with the number ${uid}` };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? keptOutBy(dirname(folder)) : null;
  }
}

const REASONS: Record<string, (dataDir: string) => string | undefined> = {
  EACCES(dataDir) {
    const { folder, owner } = keptOutBy(dataDir) ?? {};
    return (
      folder && `DATA_DIR: this user cannot read ${folder}. It belongs to the user ${owner}: run askusnow as that user.`
    );
  },
  EROFS: (dataDir) =>
    `DATA_DIR: ${dataDir} is on a read-only file system. Find out why (Linux does this after a disk error), make it writable, and start again.`,
  ENOSPC: (dataDir) =>
    `DATA_DIR: there is no space left on the disk of ${dataDir}. Free space there, or move DATA_DIR to a larger disk, and start again.`,
  ENOMEM: (dataDir) =>
    `DATA_DIR: there is too little memory to open the database in ${dataDir}. Give the server more, and start again.`,
  EPERM: (dataDir) =>
    `DATA_DIR: ${dataDir} belongs to another user, so it cannot be made private. Make the user that runs askusnow its owner, or name a folder inside it that does not exist yet.`,
};

/** Other users of this machine can write to DATA_DIR. */
export class DataDirOpenToOthersError extends Error {
  override name = 'DataDirOpenToOthersError';
  constructor(folder: string, dataDir: string) {
    const either = `DATA_DIR: other users of this machine can write to ${folder}, and so change what the server shows and counts. Remove the write permission of its group and of others, check its contents, and start again`;
    const or = '; or set DATA_DIR to a folder inside it that does not exist yet: the server makes it private.';
    super(folder === dataDir ? either + or : `${either}.`);
  }
}

const WRITABLE_BY_OTHERS = 0o022;
const ENTERABLE_BY_OTHERS = 0o011;
const ANY_OF_OTHERS = 0o077;

/** One level at a time: Node's `recursive` never ends on a file system that cannot create folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/**
 * Creates the folder, or removes the permissions of group and others from an existing one. Errors: {@link
 * DataDirOpenToOthersError} if others can write to it, {@link DataDirUnusableError} if it cannot be used.
 */
export function makePrivateFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    const { mode } = statSync(dataDir);
    if (mode & WRITABLE_BY_OTHERS) throw new DataDirOpenToOthersError(dataDir, dataDir);
    // Subfolders that others could reach: their mode did not matter while this folder was closed to them.
    const pglite = join(dataDir, 'pglite');
    if (mode & ENTERABLE_BY_OTHERS && existsSync(pglite) && statSync(pglite).mode & WRITABLE_BY_OTHERS)
      throw new DataDirOpenToOthersError(pglite, dataDir);
    if (mode & ANY_OF_OTHERS) chmodSync(dataDir, 0o700);
  } catch (error) {
    throw error instanceof DataDirOpenToOthersError ? error : new DataDirUnusableError(dataDir, error);
  }
}

/** Removes the permissions of group and others below the folder. Needs the lock, so that nobody else changes it meanwhile. */
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
