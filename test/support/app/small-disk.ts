// A small disk that a test can fill: a tmpfs of its own where root may mount one, else what is left of /dev/shm.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  path: string;
  /** Leaves no room. */
  fill(): void;
  /** Makes room again. */
  empty(): void;
  remove(): void;
}

const SHARED = '/dev/shm';
/** More than this is not filled: it is the machine's memory. */
const MAX_SHARED_BYTES = 2 * 1024 ** 3;
const CHUNKS = [1024 ** 2, 4096, 1];

export function createSmallDisk(megabytes: number): SmallDisk {
  const mounted = mkdtempSync(join(tmpdir(), 'askusnow-disk-'));
  const isMounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', mounted]).status === 0;
  const path = isMounted ? mounted : mkdtempSync(join(SHARED, 'askusnow-disk-'));
  const { bavail, bsize } = statfsSync(path);
  if (bavail * bsize > MAX_SHARED_BYTES) throw new Error(`${path} is too large to be filled: run the tests as root`);
  const filler = join(path, 'filler');
  return {
    path,
    fill() {
      const file = openSync(filler, 'a');
      try {
        for (const bytes of CHUNKS) writeUntilFull(file, Buffer.alloc(bytes));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove() {
      if (isMounted) spawnSync('umount', ['-l', mounted]);
      rmSync(path, { recursive: true, force: true });
      rmSync(mounted, { recursive: true, force: true });
    },
  };
}

function writeUntilFull(file: number, chunk: Buffer): void {
  for (;;) {
    try {
      writeSync(file, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}

/** A folder of a file system that is mounted read-only: one of its own, else one that a container has. */
export function readOnlyFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'askusnow-read-only-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', path]).status === 0;
  const remove = (): void => {
    if (isMounted) spawnSync('umount', ['-l', path]);
    rmSync(path, { recursive: true, force: true });
  };
  if (isMounted) return { path, remove };
  const found = /^\S+ (\/sys\S*) \S+ ro\b/m.exec(readFileSync('/proc/mounts', 'utf8'))?.[1];
  if (found === undefined) throw new Error('no read-only file system: run the tests as root');
  return { path: found, remove };
}
