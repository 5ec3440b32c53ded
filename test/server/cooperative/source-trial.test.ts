import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError, tryPresenceSource } from '@askusnow/sdk';
import type { PresenceSource } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { loadAllRows } from '../../support/data/all-rows.ts';
import { MANNERS, startPresencePeer } from '../../support/peers/presence-peer.ts';

withApp({
  peers: { peer: startPresencePeer },
  environment: ({ peer }) => ({ EGRESS_ALLOW: peer.host }),
  as: { coordinator: ['coordinator'] },
}).describe('trial of a presence source', (on) => {
  const trial = (presence: PresenceSource) => tryPresenceSource(on.coordinator, { registration: { presence } });
  const faultsOf = (presence: PresenceSource): Promise<string[]> =>
    trial(presence).then(
      () => assert.fail('not refused'),
      (error: unknown) => {
        assert.ok(error instanceof ProblemError, String(error));
        assert.equal(error.problem.status, 422);
        return (error.problem.errors ?? []).map(({ field }) => field);
      },
    );

  /** What a poll or a change would write. */
  const stored = async () => {
    const { queue_presence, audit_entry } = await loadAllRows(on.app.database.db);
    return { queue_presence, audit_entry };
  };

  test('source trial: each answer is told as the polls would read it, after one question; nothing is stored', async () => {
    const before = await stored();
    for (const [widget, manner, expected] of [
      ['there', 'online', { state: 'available', fault: null }],
      ['empty', 'offline', { state: 'nobody', fault: null }],
      ['wrong', 'the wrong content type', { state: 'unknown', fault: 'wrong-content-type' }],
      ['broken', 'a fault of its own', { state: 'unknown', fault: 'refused' }],
      ['gone', 'hangs up', { state: 'unknown', fault: 'unreachable' }],
    ] as const) {
      on.peer.behave(widget, MANNERS[manner]);
      assert.deepEqual(await trial(on.peer.source(widget)), expected, widget);
      assert.equal(on.peer.countOf(widget), 1);
    }
    assert.deepEqual(await stored(), before);
  });

  test('source trial: a host that the server may not contact is refused before it is asked; a desk’s program is not asked', async () => {
    const asked = on.peer.asked.length;
    const source = on.peer.source('there') as Extract<PresenceSource, { kind: 'libanswers' }>;
    assert.deepEqual(await faultsOf({ ...source, host: '127.0.0.1:9' }), ['registration.presence.host']);
    assert.deepEqual(await faultsOf({ kind: 'heartbeat' }), ['registration.presence.kind']);
    assert.equal(on.peer.asked.length, asked);
  });
});
