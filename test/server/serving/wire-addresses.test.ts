// Every address of the wire: each route of the server under /v1 is one that the SDK knows, and the reverse.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { PATHS } from '@askusnow/sdk/contract';
import { startApp, type TestApp } from '../../support/app/app.ts';

let server: TestApp;
before(async () => {
  server = await startApp({ engine: 'pglite' });
});
after(() => server.close());

/** Every parameter filled with the same word. */
const shared = (): string[] => Object.values(PATHS).map((path) => (typeof path === 'string' ? path : path('x')));
/** Addresses in the functions for signed-in people: '… /v1/queues/{queue}/hours' of `call`, path`/v1/queues/${queue}/hours`. */
const managed = (): string[] =>
  globSync('sdk/src/management/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:\bpath`|'[A-Z]+ )(\/v1\/[^`'?]*)/g)].map(([, path]) =>
      path!.replaceAll(/\$?\{[^}]*\}/g, 'x'),
    ),
  );
const served = (): string[] =>
  server.app.routeAccess.map(({ url }) => url.replaceAll(/:[a-z]+/g, 'x')).filter((url) => url.startsWith('/v1/'));

test('wire: each route under /v1 is one that the SDK knows, and the reverse', () => {
  assert.ok(managed().length > 40);
  assert.deepEqual([...new Set(served())].sort(), [...new Set([...shared(), ...managed()])].sort());
});
