// The table of engines is a promise: each cell names a test that exists and runs in that engine, or says why it cannot.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ENGINES = ['Chromium', 'Firefox', 'WebKitGTK'];

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What is wrong with the table, one line per fault. */
export function faultsOf(table: string, exists: (file: string) => boolean): string[] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  const [head = '', , ...rows] = lines;
  const faults = cellsOf(head).slice(1).join() === ENGINES.join() ? [] : ['the columns are not the engines'];
  for (const row of rows) {
    const [risk, ...cells] = cellsOf(row);
    for (const [at, engine] of ENGINES.entries()) {
      const cell = cells[at] ?? '';
      const files = [...cell.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, file]) => file!);
      if (files.length === 0 && !/^cannot: \S.{10,}/.test(cell))
        faults.push(`${risk}, ${engine}: neither a test nor why not`);
      for (const file of files) if (!exists(file)) faults.push(`${risk}, ${engine}: no ${file}`);
    }
  }
  return faults;
}

const table = readFileSync('test/engines.md', 'utf8');
const exists = (file: string): boolean => existsSync(`test/${file}`);

test('engines table: each cell of the table of engines names a test that exists, or says why it cannot', () => {
  assert.ok(table.split('\n').length > 20);
  assert.deepEqual(faultsOf(table, exists), []);
});

test('engines table: lists each test of the tag on host pages', () => {
  const files = globSync(['test/journeys/host-*.test.ts', 'test/browser/widget-*.test.ts']);
  assert.ok(files.length > 10);
  const missing = files.filter((file) => !table.includes(file.replace(/^test\//, '')));
  assert.deepEqual(missing, []);
});

test('engines table: mutant: an empty cell, a lost file and a missing column are found', () => {
  assert.equal(faultsOf(table.replace(/cannot: [^|]+/, ''), exists).length, 1);
  assert.ok(faultsOf(table, (file) => exists(file) && !file.includes('host-page-views')).length > 0);
  assert.equal(faultsOf(table.replace('WebKitGTK', 'Safari'), exists).length, 1);
});
