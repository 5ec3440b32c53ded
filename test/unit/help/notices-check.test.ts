import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecipientChange } from '@askusnow/sdk/contract';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import { checkRecipient } from '../../../server/src/help/notices/check.ts';

const egress = createEgress({ allow: ['hooks.internal:8443'] });
const reach = { fault: egress.fault, ownsLibrary: (id: string) => id === 'harford' };
const aRecipient = (over: Partial<RecipientChange>): RecipientChange => ({
  tier: 'local',
  library: 'harford',
  channel: 'email',
  address: 'desk@harford.example',
  kinds: ['assistance-opened'],
  ...over,
});
const fields = (over: Partial<RecipientChange>) => checkRecipient(aRecipient(over), reach).map(({ field }) => field);

test('recipient: a valid one has no fault', () => {
  assert.deepEqual(fields({}), []);
  assert.deepEqual(fields({ channel: 'atom', address: null }), []);
  assert.deepEqual(fields({ channel: 'webhook', address: 'https://hooks.example.org/a?b=c' }), []);
  assert.deepEqual(fields({ channel: 'webhook', address: 'http://hooks.internal:8443/a' }), [], 'named as our own');
  assert.deepEqual(fields({ tier: 'statewide', library: null }), []);
});

test('recipient: an invalid address is named, whatever is wrong with it', () => {
  for (const address of [
    null,
    '',
    'desk',
    'a@x.example, b@y.example',
    'A <a@x.example>',
    'a@x.example\r\nBcc: b@y.example',
  ])
    assert.deepEqual(fields({ address }), ['address'], String(address));
  for (const address of [
    null,
    'hooks.example.org',
    'http://hooks.example.org/',
    'ftp://hooks.example.org/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.1.2.3:8443/',
    'https://0x7f.1/',
    'https://169.254.169.254/latest',
    'https://user:password@hooks.example.org/',
    'http://hooks.internal:9000/',
  ])
    assert.deepEqual(fields({ channel: 'webhook', address }), ['address'], String(address));
  assert.deepEqual(fields({ channel: 'atom', address: 'https://hooks.example.org/' }), ['address']);
});

test('recipient: a channel of Teams or Slack has a name and an address of the open web, and no other has a name', () => {
  for (const channel of ['teams', 'slack'] as const) {
    assert.deepEqual(fields({ channel, name: 'Desk', address: 'https://hooks.example.org/a' }), []);
    assert.deepEqual(fields({ channel, address: 'https://127.0.0.1/' }), ['address', 'name']);
  }
  assert.deepEqual(fields({ name: 'Desk' }), ['name']);
});

test('recipient: one mail a day or a week is for email alone', () => {
  assert.deepEqual(fields({ digest: 'week' }), []);
  assert.deepEqual(fields({ channel: 'atom', address: null, digest: 'day' }), ['digest']);
});

test('recipient: a local recipient is of a library of one’s own, and no other is of any', () => {
  assert.deepEqual(fields({ library: null }), ['library']);
  assert.deepEqual(fields({ library: 'garrett' }), ['library']);
  assert.deepEqual(fields({ tier: 'statewide' }), ['library']);
  assert.deepEqual(fields({ tier: 'global', address: 'x' }), ['library', 'address']);
});
