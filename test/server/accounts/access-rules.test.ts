// An app starts only if each of its routes declares who may use it, and names in its path what that is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { accountsPlugin } from '../../../server/src/accounts/plugin.ts';
import type { Access } from '@askusnow/sdk/contract';
import { createTokenLookups } from '../../../server/src/platform/http/token-lookups.ts';
import { withApp } from '../../support/app/fixture.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

withApp({ engines: [GATE_ENGINE] }).describe('a route', (on) => {
  const add = async (url: string, access?: string): Promise<void> => {
    const app = Fastify();
    const clock = { now: () => 0, after: () => ({ cancel: () => undefined }) };
    await app.register(accountsPlugin({ ...on.app, clock, sessionLookups: createTokenLookups(clock) }));
    app.get(url, access === undefined ? {} : { config: { access: access as Access } }, () => 'secret');
    await app.ready();
    await app.close();
  };
  test('route: without an access rule the app does not start', async () => {
    await assert.rejects(add('/v1/secret'), /does not declare who may use it/);
  });
  test('route: with an unknown rule the app does not start', async () => {
    await assert.rejects(add('/v1/secret', 'friends'), /does not declare who may use it/);
  });
  test('route: one of a library has the library in its path', async () => {
    await assert.rejects(add('/v1/secret', 'own-library'), /needs \/:library/);
    await assert.rejects(add('/v1/libraries/:library/secret', 'own-queue'), /needs \/:queue/);
    await add('/v1/libraries/:library/secret', 'own-library');
  });
});
