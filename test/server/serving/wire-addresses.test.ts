// Every address of the wire, once: what the server opens under /v1 is what the contract names, and the reverse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PATHS } from '@askusnow/sdk/contract';
import { startApp, type TestApp } from '../../support/app/app.ts';

let server: TestApp;
before(async () => {
  server = await startApp({ engine: 'pglite' });
});
after(() => server.close());

/** Every parameter filled with the same word. */
const named = (): string[] => Object.values(PATHS).map((path) => (typeof path === 'string' ? path : path('x', 'x')));
const opened = (): string[] =>
  server.app.doors.map(({ url }) => url.replaceAll(/:[a-z]+/g, 'x')).filter((url) => url.startsWith('/v1/'));

test('each address under /v1 that the server opens is one that the contract names, and the reverse', () => {
  assert.ok(opened().length > 10);
  assert.deepEqual([...new Set(opened())].sort(), named().sort());
});
