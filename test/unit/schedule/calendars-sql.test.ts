import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimFeed } from '../../../server/src/schedule/calendars/store.ts';
import { loadByToken } from '../../../server/src/schedule/calendars/token-store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';

test('the SQL of calendars is the reviewed one: one statement to claim a feed, one to know an address', async () => {
  const claim = await statementsOf((db) => claimFeed(db, 0, 120_000));
  const known = await statementsOf((db) => loadByToken(db, Buffer.alloc(32)));
  assert.deepEqual([claim.length, known.length], [1, 1]);
  assertSameSql('calendars', {
    'claimFeed: by each free hand': claim,
    'loadByToken: GET /v1/calendars/:token': known,
  });
});
