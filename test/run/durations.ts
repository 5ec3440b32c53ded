// How long each test file took: the longest start first, and the ten slowest are named.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Durations } from './batches.ts';

/** Committed, for a fresh clone: `npm test -- store` writes it. */
const STORED = join(import.meta.dirname, 'durations.json');
/** Of this machine's last run of each file. */
const LAST = join(import.meta.dirname, '../../test-results/durations.json');

const read = (path: string): Durations =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Durations) : {};

export const readDurations = (): Durations => ({ ...read(STORED), ...read(LAST) });

/** Units: s. A tenth is as exact as a machine repeats itself. */
function write(path: string, durations: Durations): void {
  const lines = Object.entries(durations)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, seconds]) => `  ${JSON.stringify(file)}: ${seconds.toFixed(1)}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`);
}

export function keepDurations(measured: Durations, { isStored }: { isStored: boolean }): void {
  write(LAST, { ...read(LAST), ...measured });
  if (!isStored) return;
  const isThere = ([file]: [string, number]): boolean => existsSync(file);
  write(STORED, Object.fromEntries(Object.entries({ ...read(STORED), ...measured }).filter(isThere)));
}
