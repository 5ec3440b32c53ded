import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from '../../../server/src/platform/http/network.ts';

test('network: a network is the /24 or the /48', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2');
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2');
  assert.equal(networkOf('2001:db8:1:2::9'), networkOf('2001:0db8:0001:ffff::1'));
  assert.notEqual(networkOf('2001:db8:1::9'), networkOf('2001:db8:2::9'));
  assert.equal(networkOf('2001:db8::9'), '2001:db8:0');
  assert.equal(networkOf('::1'), '0:0:0');
});
