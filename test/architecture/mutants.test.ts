// Each safety promise has its naive version in the tests: the list of them is whole, and says nothing that is not there.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const LIST = 'test/mutants.md';
const TITLE = /\b(?:test|it)\(\s*(['"`])((?:(?!\1).)*\bmutant\b(?:(?!\1).)*)\1/gi;

/** Test titles that keep a mutant, as `file: title`; `${…}` of a template stands as …. */
const kept = (): string[] =>
  globSync('test/**/*.test.ts', { exclude: ['test/browser/out/**'] })
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(TITLE)].map((match) => `${file}: ${match[2] ?? ''}`))
    .map((line) => line.replaceAll(/\$\{[^}]*\}/g, '…'))
    .sort();

/** Rows `| promise | what the mutant does, and so fails | `file` | title |`. */
const listed = (): string[] =>
  readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`test/'))
    .map((line) => {
      const [, promise = '', reason = '', file = '', title = ''] = line.split('|').map((cell) => cell.trim());
      assert.ok(promise && reason, `${line}: a promise or a reason is missing`);
      return `${file.replaceAll('`', '')}: ${title}`;
    })
    .sort();

test('mutants: the list of mutants is the mutants', () => {
  assert.ok(kept().length > 20);
  assert.deepEqual(listed(), kept());
});
