// Where the tests' databases and the browsers' profiles lie.
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** What a whole run holds at most is a third of it. */
const NEEDED_BYTES = 6 * 2 ** 30;

const hasRoom = (): boolean => {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > NEEDED_BYTES && freemem() > NEEDED_BYTES;
};

/**
 * A folder for all temporary files of a run, in memory where there is enough of it: an embedded database is a thousand files,
 * each test has a copy of its own, and a disk takes ten times as long for one. `remove` leaves nothing behind.
 */
export function createRunFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), 'askusnow-'));
  // Postgres runs as a user of its own, and has its folder in this one.
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
