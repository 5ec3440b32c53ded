// How long each test file takes, for batches of about the same length: the same ones in every run, so that a fault repeats itself.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Durations } from './batches.ts';

/** Committed: `npm test -- store` writes it. */
const STORED = join(import.meta.dirname, 'durations.json');
/** Of this machine's last run of each file, to compare. */
const LAST = join(import.meta.dirname, '../../test-results/durations.json');

const read = (path: string): Durations =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Durations) : {};

export const readDurations = (): Durations => read(STORED);

/** Units: s. A tenth is as exact as a machine repeats itself. A file that is gone is left out. */
function write(path: string, durations: Durations): void {
  const lines = Object.entries(durations)
    .filter(([file]) => existsSync(file))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, seconds]) => `  ${JSON.stringify(file)}: ${seconds.toFixed(1)}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`);
}

/** A file whose process has crashed has no duration. */
export function keepDurations(measured: Durations, { isStored }: { isStored: boolean }): void {
  const known = Object.fromEntries(Object.entries(measured).filter(([, seconds]) => seconds > 0));
  for (const path of isStored ? [LAST, STORED] : [LAST]) write(path, { ...read(path), ...known });
}
