// Which libraries and queues an account is for is asked of accounts/scope.ts: a filter that a handler writes itself is one to forget.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** A role compared with something, and an account's own libraries or queues. */
const ROLE_FILTERS = [
  /\brole\b\s*[!=]==?|[!=]==?\s*[\w.?!]*\brole\b|\bswitch \([\w.?!]*\brole\)/g,
  /\baccount[!?]?\.(?:libraries|queues)\b/g,
  /\{[^{}]*\b(?:libraries|queues)\b[^{}]*\}(?::\s*Account\b|\s*=\s*(?:request\.)?account\b)/g,
];

/**
 * The accounts themselves, the command line that makes them, and the rights to a request for assistance: who sees it depends
 * on its state too.
 */
const MAY_COMPARE = /^server\/src\/(?:accounts\/.+|cli\/.+|help\/assistance\/rights)\.ts$/;

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const roleFiltersIn = (text: string): string[] =>
  ROLE_FILTERS.flatMap((pattern) => withoutComments(text).match(pattern) ?? []);

test('scope: no handler filters by role itself', () => {
  const files = globSync('server/src/**/*.ts').filter((file) => !MAY_COMPARE.test(file));
  assert.ok(files.length > 200);
  const stray = files.flatMap((file) => roleFiltersIn(readFileSync(file, 'utf8')).map((found) => `${file}: ${found}`));
  assert.deepEqual(stray, []);
});

test('scope: mutant: handlers that filter by role themselves are found', () => {
  for (const stray of [
    "if (account.role === 'coordinator') return registry.queuesByName();",
    "registry.librariesByName().filter(({ id }) => 'coordinator' === account?.role || isTheirs(id));",
    'const named = account!.libraries.flatMap(queuesOf);',
    "const librariesOf = ({ role, libraries }: Account) => (role === 'coordinator' ? null : libraries);",
    'const { libraries } = request.account!;',
    'switch (account.role) {',
  ])
    assert.ok(roleFiltersIn(stray).length > 0, stray);
  for (const fine of ['visibleLibraries(account!, registry).filter(isFound)', 'quotaOf(account.role, "tokens")'])
    assert.deepEqual(roleFiltersIn(fine), [], fine);
});
