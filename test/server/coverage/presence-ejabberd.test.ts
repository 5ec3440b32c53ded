// A real ejabberd with mod_webpresence, whose format LibraryH3lp answers in, and a real provider signed in to it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { EgressError } from '../../../server/src/platform/egress/egress.ts';
import { startEjabberd } from '../../support/peers/ejabberd.ts';
import { readPresence } from '../../support/data/presence-read.ts';
import { DOMAIN, type XmppPeer } from '../../support/peers/xmpp-peer.ts';
import { signIn, type Provider, type Show } from '../../support/peers/xmpp-provider.ts';
import { pause } from '../../support/waiting.ts';

describe('what ejabberd says of a desk', () => {
  let peer: XmppPeer;
  let asleep: Provider;
  let asleepSince = 0;
  const read = (name: string, domain = DOMAIN) => {
    const { host } = peer;
    return readPresence(presenceSourceSchema.parse({ kind: 'libraryh3lp', scheme: 'http', host, name, domain }), host);
  };

  before(async () => {
    peer = await startEjabberd(['desk', 'sleeper']);
    asleep = await signIn(peer.account('sleeper'), 'laptop');
    await asleep.show('available');
    assert.deepEqual(await read('sleeper'), { state: 'available' });
    asleep.hang();
    asleepSince = performance.now();
  });
  after(() => peer.stop());

  it('ejabberd: a provider is there from signing in to signing out, in each state that a client can show', async () => {
    assert.deepEqual(await read('desk'), { state: 'nobody' });
    const provider = await signIn(peer.account('desk'), 'desk');
    const expected: [Show, string][] = [
      ['available', 'available'],
      ['away', 'nobody'],
      ['chat', 'available'],
      ['xa', 'nobody'],
      ['dnd', 'busy'],
    ];
    for (const [show, state] of expected) {
      await provider.show(show);
      assert.deepEqual(await read('desk'), { state }, show);
    }
    await provider.show('available', -1);
    assert.deepEqual(await read('desk'), { state: 'nobody' }, 'a negative priority');
    await provider.show('available', 0);
    assert.deepEqual(await read('desk'), { state: 'available' });
    await provider.signOut();
    assert.deepEqual(await read('desk'), { state: 'nobody' });
  });

  it('ejabberd: the available one of two providers counts, whatever their priorities', async () => {
    const [first, second] = await Promise.all(['one', 'two'].map((name) => signIn(peer.account('desk'), name)));
    await first!.show('away', 20);
    await second!.show('available', 1);
    assert.deepEqual(await read('desk'), { state: 'available' });
    await second!.show('dnd', 1);
    assert.deepEqual(await read('desk'), { state: 'busy' });
    await second!.signOut();
    assert.deepEqual(await read('desk'), { state: 'nobody' });
    await first!.signOut();
  });

  it('ejabberd: a queue that it does not know reads as nobody, a host that it does not know as a fault', async () => {
    assert.deepEqual(await read('nobody-by-that-name'), { state: 'nobody' });
    assert.deepEqual(await read('Nobody-By-That-Name'), { state: 'nobody' }, 'it answers in lower case');
    const reading = await read('desk', 'other.example');
    assert.ok('fault' in reading && reading.fault.code === 'refused');
  });

  it('ejabberd: a client that hangs is gone within 15 s', async () => {
    while (JSON.stringify(await read('sleeper')) !== '{"state":"nobody"}') {
      assert.ok(performance.now() - asleepSince < 17_000, 'still there');
      await pause(100);
    }
  });

  it('ejabberd: a server that has gone is no answer', async () => {
    await peer.stop();
    await assert.rejects(read('desk'), (error) => error instanceof EgressError && error.code === 'unreachable');
  });
});
