// Every address of the wire: each route of the server under /v1 is one that the SDK knows, and the reverse.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PATHS } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';

withApp({ engines: ['pglite'], cooperative: null }).describe('wire', (on) => {
  /** Addresses in the functions for signed-in people: '… /v1/queues/{queue}/hours' of `call`, path`/v1/queues/${queue}/hours`. */
  const managed = (): string[] =>
    globSync('sdk/src/management/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:\bpath`|'[A-Z]+ )(\/v1\/[^`'?]*)/g)].map(([, path]) =>
        path!.replaceAll(/\$?\{[^}]*\}/g, 'x'),
      ),
    );

  test('wire: each route under /v1 is one that the SDK knows, and the reverse', () => {
    /** Every parameter filled with the same word. */
    const shared = (): string[] =>
      Object.values(PATHS).map((path) => (typeof path === 'string' ? path : path('x', 'x')));
    const served = (): string[] =>
      on.app.app.routeAccess.map(({ url }) => url.replaceAll(/:[a-z]+/g, 'x')).filter((url) => url.startsWith('/v1/'));
    assert.ok(managed().length > 40);
    assert.deepEqual([...new Set(served())].sort(), [...new Set([...shared(), ...managed()])].sort());
  });
});
