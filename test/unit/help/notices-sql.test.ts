import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '../../../server/src/help/notices/notice.ts';
import { claimDelivery, loadNextDueMs, settleDelivery } from '../../../server/src/help/notices/outbox-store.ts';
import { assertSameSql, statementsOf } from '../../support/data/sql.ts';
import { aNotice } from '../../support/data/notices.ts';

test('the SQL of the outbox is the reviewed one: one statement to claim, one to settle', async () => {
  const delivery: Delivery = {
    notice: { ...aNotice(), id: '0b8e7a52-3f0f-4a3e-9d0c-2f5a4a1c9e77' },
    recipientId: 7,
    channel: 'email',
    address: 'desk@harford.example',
    replyTo: null,
    secret: null,
    attempts: 1,
    claimedUntilMs: 0,
  };
  const claim = await statementsOf((db) => claimDelivery(db, { nowMs: 0, untilMs: 60_000 }));
  const sent = await statementsOf((db) => settleDelivery(db, delivery, { state: 'sent', atMs: 0 }));
  assert.deepEqual([claim.length, sent.length], [1, 1]);
  assertSameSql('notices', {
    'claimDelivery: by each free hand': claim,
    'settleDelivery: as soon as it is accepted': sent,
    'settleDelivery: after a failure': await statementsOf((db) =>
      settleDelivery(db, delivery, { state: 'waiting', error: 'why', nextMs: 1 }),
    ),
    'loadNextDueMs: when nothing is due': await statementsOf((db) => loadNextDueMs(db)),
  });
});
