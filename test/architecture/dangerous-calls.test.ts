// What turns text into a program: another process, eval, a function from a string. Nothing that ships has one.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const DANGEROUS = /\bchild_process\b|\bnode:vm\b|\beval\(|\bnew Function\(|\bset(?:Timeout|Interval)\(\s*['"`]/;

const dangerous = (files: readonly string[], read: (file: string) => string): string[] =>
  files.filter((file) => DANGEROUS.test(read(file)));

test('dangerous calls: the server starts no other program, and no source runs text as code', () => {
  const files = globSync([
    'server/src/**/*.ts',
    'sdk/src/**/*.ts',
    'widget/src/**/*.ts',
    'server/dashboard/src/**/*.ts',
  ]);
  assert.ok(files.length > 300);
  assert.deepEqual(
    dangerous(files, (file) => readFileSync(file, 'utf8')),
    [],
  );
});

test('dangerous calls: mutant: sources that start a program or run text are found', () => {
  const sources: Record<string, string> = {
    a: "import { exec } from 'node:child_process';",
    b: 'eval(text)',
    c: 'new Function(text)()',
    d: 'setTimeout("go()", 1)',
    e: 'evaluate(setTimeout(go, 1))',
  };
  assert.deepEqual(
    dangerous(Object.keys(sources), (file) => sources[file]!),
    ['a', 'b', 'c', 'd'],
  );
});
