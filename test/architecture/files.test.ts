// Names and headers that let a newcomer find their way.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';

const BANNED_NAMES = ['utils', 'helpers', 'common', 'misc', 'manager', 'service', 'types'];
const SOURCES = ['sdk/src/**/*.ts', 'widget/src/**/*.ts', 'server/src/**/*.ts', 'server/dashboard/src/**/*.ts'];

const sources = (): string[] => SOURCES.flatMap((pattern) => globSync(pattern));

test('files: files are kebab-case and named after an idea', () => {
  for (const file of sources()) {
    const name = basename(file).replace(/(\.d)?\.ts$/, '');
    assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/, file);
    assert.ok(!BANNED_NAMES.includes(name), `${file}: a name that says nothing`);
  }
});

test('files: each server file opens with Out, with In before it and Never after it where they say something', () => {
  for (const file of globSync('server/src/**/*.ts')) {
    assert.match(
      readFileSync(file, 'utf8'),
      /^(?:\/\/ In: +.+\n(?:\/\/ {2,}.+\n)*)?\/\/ Out: +.+\n(?:\/\/ {2,}.+\n)*(?:\/\/ Never: +.+\n)?(?!\/\/ (?:In|Out):)/,
      file,
    );
  }
});

test('files: main.ts alone knows the process', () => {
  for (const file of globSync('server/src/**/*.ts')) {
    if (file === 'server/src/main.ts') continue;
    assert.doesNotMatch(
      readFileSync(file, 'utf8'),
      /\bprocess\.(env|argv|exit|on|stdout|stderr|stdin|kill|cwd)\b/,
      file,
    );
  }
});

test('files: no test is skipped, singled out or left to do', () => {
  const files = globSync('test/**/*.test.ts', { exclude: ['test/browser/out/**'] });
  assert.ok(files.length > 10);
  for (const file of files) {
    assert.doesNotMatch(
      readFileSync(file, 'utf8'),
      /\b(it|test|describe|suite)\.(skip|only|todo)\b|\bskip: true|\bretries:/,
      file,
    );
  }
});

test('files: test files stay short enough to read', () => {
  for (const file of globSync('test/**/*.test.ts', { exclude: ['test/browser/out/**'] })) {
    const lines = readFileSync(file, 'utf8').split('\n').length;
    assert.ok(lines <= 301, `${file}: ${lines} lines`);
  }
});
