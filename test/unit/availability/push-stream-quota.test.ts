import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maxStreamsPerAccount } from '../../../server/src/availability/push/changes.ts';
import {
  createStreamQuota,
  type StreamQuota,
  type StreamQuotaOptions,
} from '../../../server/src/availability/push/stream-quota.ts';

const MAX = 10_000;
const SHARED: StreamQuotaOptions = { max: MAX, maxPerOwner: (free) => Math.ceil(free / 20) };
const takeAll = (quota: StreamQuota, owner: string): number => {
  for (let count = 0; ; count += 1) if (typeof quota.take(owner) === 'string') return count;
};
/** Whether there is room for a network that comes after so many have taken all that they can. */
const hasRoomAfter = (attackers: number, options: StreamQuotaOptions): boolean => {
  const quota = createStreamQuota(options);
  for (let attacker = 0; attacker < attackers; attacker += 1) takeAll(quota, `attacker ${attacker}`);
  return typeof quota.take('honest') === 'function';
};

test('stream quota: one network gets a twentieth, and many together leave room for the next', () => {
  assert.equal(takeAll(createStreamQuota(SHARED), 'attacker'), 477);
  for (const attackers of [1, 20, 100]) assert.ok(hasRoomAfter(attackers, SHARED), `${attackers} attackers`);
});

test('stream quota: mutant: without a limit per owner, one network locks everyone out; with a fixed one, twenty do', () => {
  assert.equal(hasRoomAfter(1, { max: MAX, maxPerOwner: () => MAX }), false);
  assert.equal(hasRoomAfter(20, { max: MAX, maxPerOwner: () => MAX / 20 }), false);
});

test('stream quota: an account has 48 change streams on an idle node, and many that take all they can leave room for the next', () => {
  const accounts = { max: 1_000, maxPerOwner: maxStreamsPerAccount };
  assert.equal(takeAll(createStreamQuota(accounts), 'account'), 48);
  for (const others of [1, 20, 60]) assert.ok(hasRoomAfter(others, accounts), `${others} accounts`);
});

test('stream quota: mutant: with 50 change streams for each account, twenty lock everyone out', () => {
  assert.equal(hasRoomAfter(20, { max: 1_000, maxPerOwner: () => 50 }), false);
});

test('stream quota: a library building with 360 pages in front of people fits, on a node that is half full', () => {
  const quota = createStreamQuota(SHARED);
  for (let network = 0; network < 2_000; network += 1) quota.take(`elsewhere ${network}`);
  assert.ok(takeAll(quota, 'building') >= 360);
});

test('stream quota: whatever is taken and given back, no place is lost, made up or given back twice', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4), fc.boolean()), { maxLength: 200 }), (steps) => {
      const quota = createStreamQuota({ max: 20, maxPerOwner: () => 6 });
      const held = new Map<number, (() => void)[]>();
      let total = 0;
      for (const [owner, takes] of steps) {
        const mine = held.get(owner) ?? [];
        held.set(owner, mine);
        if (takes) {
          const place = quota.take(owner);
          const expected = total >= 20 ? 'node' : mine.length >= 6 ? 'owner' : 'function';
          assert.equal(typeof place === 'string' ? place : typeof place, expected);
          if (typeof place === 'string') continue;
          mine.push(place);
          total += 1;
        } else if (mine.length > 0) {
          const release = mine.pop()!;
          release();
          release();
          total -= 1;
        }
      }
    }),
  );
});
