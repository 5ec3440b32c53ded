// Prints how often the statistics hold, before and after, in worlds where the truth is known: `node test/statistics/run.ts`. Each file of
// worlds has a thread.
import { globSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Table } from './table.ts';

const cell = (value: string | number): string =>
  typeof value === 'string' ? value : Number.isNaN(value) ? '–' : value.toLocaleString('en-US');

function print({ title, columns, rows }: Table): void {
  const cells = [columns, ...rows].map((row) => row.map(cell));
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]!.length)));
  const lines = cells.map((row) =>
    row.map((text, at) => (at === 0 ? text.padEnd(widths[at]!) : text.padStart(widths[at]!))).join('  '),
  );
  console.log(`\n${title}\n\n${lines.join('\n')}`);
}

const tablesOf = (file: string): Promise<Table[]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('tables-of.ts', import.meta.url), { workerData: file });
    worker.once('message', resolve).once('error', reject);
  });

const startedAt = Date.now();
const files = globSync('*-worlds.ts', { cwd: import.meta.dirname }).sort();
for (const tables of await Promise.all(files.map(tablesOf))) tables.forEach(print);
console.log(`\n${Math.round((Date.now() - startedAt) / 1000)} s`);
