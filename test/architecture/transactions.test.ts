// A statement of a transaction is awaited: one that is left to itself fails after the commit, or without it.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** A transaction is called `trx` everywhere. A promise that nobody holds at all is found by lint; `void` quiets that. */
const LEFT = /\bvoid (?:trx\.|[\w.]+\(\s*trx\b)/g;

const leftToThemselves = (text: string): string[] => text.match(LEFT) ?? [];

test('transactions: each statement is awaited', () => {
  const texts = globSync('server/src/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  assert.ok(texts.some((text) => text.includes('(trx')));
  assert.deepEqual(texts.flatMap(leftToThemselves), []);
});

test('transactions: mutant: a statement that is left to itself is found, however it is written', () => {
  const text = `
    void trx.deleteFrom('meeting').execute();
    void deleteSessions(trx, record, id);
    void this.store.lock(
      trx,
    );
    await lockLibrary(trx, library);`;
  assert.equal(leftToThemselves(text).length, 3);
});
