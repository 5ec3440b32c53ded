import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test } from 'node:test';
import { specialPurposeOf } from '../../../server/src/platform/egress/special-ranges.ts';

const PUBLIC = ['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0'];
const PUBLIC_V6 = ['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888', '2620:fe::fe'];

test('egress ranges: the public internet is left alone', () => {
  for (const address of [...PUBLIC, ...PUBLIC_V6]) assert.equal(specialPurposeOf(address), null, address);
});

test('egress ranges: the first and the last address of a range belong to it', () => {
  for (const address of [
    '0.0.0.0',
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '172.16.0.0',
    '172.31.255.255',
    '198.18.0.0',
    '198.19.255.255',
    '239.255.255.255',
    '240.0.0.0',
    '::1',
    'fc00::',
    'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'febf::1',
    '2001:1ff:ffff::',
    '1fff::1',
    '4000::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ]) {
    assert.notEqual(specialPurposeOf(address), null, address);
  }
});

test('egress ranges: what is no address, and an address with a zone, is not public', () => {
  for (const text of ['', 'localhost', '127.1', '2606:4700:4700::1111%eth0', '[::1]', '1.2.3.4/8']) {
    assert.notEqual(specialPurposeOf(text), null, text);
  }
});

test('egress ranges: mutant: one list for both families refuses all of IPv4', () => {
  const list = new BlockList();
  list.addSubnet('::ffff:0:0', 96, 'ipv6');
  assert.ok(PUBLIC.every((address) => list.check(address, 'ipv4')));
});
