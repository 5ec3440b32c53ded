// Recorded from Debian's prosody with mod_webpresence; asked for real in test/server/coverage/presence-prosody.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { adapterOf } from '../../../server/src/coverage/presence/adapters/index.ts';
import { nonsense, REFUSALS, replyOf } from '../../support/data/egress-reply.ts';

const JID = 'desk@chat.example.org';
const source = presenceSourceSchema.parse({ kind: 'xmpp', host: 'chat.example.org', jid: JID });
const adapter = adapterOf('xmpp')!;
const read = (body: string, type?: string, status?: number) => adapter.read(replyOf(body, type, status), source);
const said = (show: unknown, jid: unknown = JID): string => JSON.stringify({ jid, show, status: 'null' });

test('XMPP: the account is asked for at its server', () => {
  assert.equal(adapter.ask(source).url, 'https://chat.example.org/status/desk%40chat.example.org/json');
});

test('XMPP: an account whose name has signs of an address is asked for, and nothing else', () => {
  for (const name of ['a?b', 'a#b', 'a%2fb', '..', 'a\\b', 'a:b', 'ä']) {
    const jid = `${name}@chat.example.org`;
    const odd = presenceSourceSchema.parse({ kind: 'xmpp', host: 'chat.example.org', jid });
    const { origin, pathname, search, hash } = new URL(adapter.ask(odd).url);
    assert.equal(origin, 'https://chat.example.org');
    assert.equal(decodeURIComponent(pathname), `/status/${jid}/json`);
    assert.equal(search + hash, '');
  }
});

test('XMPP: online and chat answer, busy is busy, away and offline are nobody', () => {
  const expected = {
    online: 'available',
    chat: 'available',
    dnd: 'busy',
    away: 'nobody',
    xa: 'nobody',
    offline: 'nobody',
  };
  for (const [show, state] of Object.entries(expected)) assert.deepEqual(read(said(show)), { state }, show);
});

test('XMPP: an answer about another account is a fault', () => {
  for (const jid of ['other@chat.example.org', '', null, undefined, [JID]]) {
    assert.ok('fault' in read(said('online', jid ?? null)), String(jid));
  }
  assert.ok('fault' in read('{"show":"online"}'));
});

test('XMPP: a lie in a type is a fault', () => {
  for (const show of ['Online', 'available', '', 1, true, null, ['online'], undefined, 'toString']) {
    assert.ok('fault' in read(said(show)), String(show));
  }
});

test('XMPP: nonsense, a wrong type and a refusal are faults', () => {
  for (const [what, reply] of nonsense('application/json')) assert.ok('fault' in adapter.read(reply, source), what);
  for (const type of ['', 'text/html', 'text/plain']) assert.ok('fault' in read(said('online'), type), type);
  for (const status of REFUSALS) assert.ok('fault' in read(said('online'), 'application/json', status));
});
