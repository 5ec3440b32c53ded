import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextTryMs } from '../../../server/src/accounts/email-mail.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';

test('mails about addresses: are tried again after a minute, ever more rarely, each hour at least, while their link works', () => {
  const expiresMs = 24 * 60 * MINUTE_MS;
  const waits = [0, 1, 2, 5, 6, 30].map((attempts) => nextTryMs({ attempts, expiresMs }, 0)! / MINUTE_MS);
  assert.deepEqual(waits, [1, 2, 4, 32, 60, 60]);
  assert.equal(nextTryMs({ attempts: 0, expiresMs }, expiresMs - MINUTE_MS), null);
});
