// docs/sdk.md lists the SDK's functions as its sources have them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { functionsIn, loadFunctions, renderSdkPage, SDK_PAGE_FILE } from '../../support/data/sdk-page.ts';

const byFile = loadFunctions();

test('SDK page: docs/sdk.md is what `npm run sdk-page` makes of the sources', async () => {
  const written = readFileSync(SDK_PAGE_FILE, 'utf8');
  assert.equal(written, await renderSdkPage(written, byFile), 'run `npm run sdk-page`');
});

test('SDK page: each function that the package hands on for signed-in people is listed, and nothing else', async () => {
  assert.ok(byFile.size > 40, `${byFile.size} files`);
  for (const [file, listed] of byFile) {
    const built = (await import(`../../../sdk/dist/management/${file}.js`)) as Record<string, unknown>;
    const names = Object.keys(built).filter((name) => typeof built[name] === 'function');
    assert.deepEqual(listed.map(({ name }) => name).sort(), names.sort(), file);
  }
});

test('SDK page: a function has its route and the first sentence of its docstring; a constant is none', () => {
  const source = `/**
 * The queues that a library names,
 * with their hours. More of it.
 * Errors: NetworkError.
 */
export const getQueues = call<typeof api.list>('GET /v1/queues', { reply: [] });
/** Days. */
export const DAYS = 3;
/** Follows changes.
 * @example watch() */
export function watchChanges(connection: Connection): Watch {}
`;
  assert.deepEqual(functionsIn(source), [
    { name: 'getQueues', route: 'GET /v1/queues', does: 'The queues that a library names, with their hours.' },
    { name: 'watchChanges', route: null, does: 'Follows changes.' },
  ]);
});
