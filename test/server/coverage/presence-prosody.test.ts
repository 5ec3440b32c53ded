// A real prosody with mod_webpresence, and a real provider signed in to it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import { EgressError } from '../../../server/src/platform/egress/egress.ts';
import { readPresence } from '../../support/data/presence-read.ts';
import { startProsody } from '../../support/peers/prosody.ts';
import { DOMAIN, type XmppPeer } from '../../support/peers/xmpp-peer.ts';
import { signIn, type Show } from '../../support/peers/xmpp-provider.ts';

describe('what prosody says of a desk', () => {
  let peer: XmppPeer;
  const read = (jid: string) => {
    const { host } = peer;
    return readPresence(presenceSourceSchema.parse({ kind: 'xmpp', scheme: 'http', host, jid }), host);
  };

  before(async () => {
    peer = await startProsody(['desk', 'odd.name+1']);
  });
  after(() => peer.stop());

  it('Prosody: a provider is there from signing in to signing out, in each state that a client can show', async () => {
    const jid = `desk@${DOMAIN}`;
    assert.deepEqual(await read(jid), { state: 'nobody' });
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
      assert.deepEqual(await read(jid), { state }, show);
    }
    await provider.show('available', -1);
    assert.deepEqual(await read(jid), { state: 'nobody' }, 'a negative priority');
    await provider.show('available', 0);
    assert.deepEqual(await read(jid), { state: 'available' });
    await provider.signOut();
    assert.deepEqual(await read(jid), { state: 'nobody' });
  });

  it('Prosody: of two providers it reports the one of the higher priority', async () => {
    const jid = `desk@${DOMAIN}`;
    const [first, second] = await Promise.all(['one', 'two'].map((name) => signIn(peer.account('desk'), name)));
    await first!.show('away', 20);
    await second!.show('available', 1);
    assert.deepEqual(await read(jid), { state: 'nobody' });
    await second!.show('available', 21);
    assert.deepEqual(await read(jid), { state: 'available' });
    await first!.signOut();
    await second!.signOut();
  });

  it('Prosody: a client with a custom status makes it fail, and that is no answer', async () => {
    const provider = await signIn(peer.account('desk'), 'desk');
    await provider.show('lunch' as Show);
    const reading = await read(`desk@${DOMAIN}`);
    assert.ok('fault' in reading && reading.fault.code === 'refused');
    await provider.signOut();
  });

  it('Prosody: an account with signs in its name is found under it', async () => {
    const provider = await signIn(peer.account('odd.name+1'), 'desk');
    await provider.show('chat');
    assert.deepEqual(await read(`odd.name+1@${DOMAIN}`), { state: 'available' });
    await provider.signOut();
  });

  it('Prosody: an account or a host that it does not know reads as nobody', async () => {
    assert.deepEqual(await read(`nobody-by-that-name@${DOMAIN}`), { state: 'nobody' });
    assert.deepEqual(await read('desk@other.example'), { state: 'nobody' });
  });

  it('Prosody: a server that has gone is no answer', async () => {
    await peer.stop();
    await assert.rejects(
      read(`desk@${DOMAIN}`),
      (error) => error instanceof EgressError && error.code === 'unreachable',
    );
  });
});
