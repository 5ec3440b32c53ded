// From a provider's chat client to the words on a patron's button: real chat servers, the real server and its route.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Availability } from '@askusnow/sdk/contract';
import { SAMPLE_LIFE_MS } from '../../../server/src/coverage/presence/sample.ts';
import { UP_AGAIN_MS } from '../../../server/src/coverage/presence/hysteresis.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { untilRan } from '../../support/app/job-runs.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { startEjabberd } from '../../support/peers/ejabberd.ts';
import { startProsody } from '../../support/peers/prosody.ts';
import { DOMAIN, type XmppPeer } from '../../support/peers/xmpp-peer.ts';
import { signIn, type Provider, type Show } from '../../support/peers/xmpp-provider.ts';
import { eventually, pause } from '../../support/waiting.ts';

const POLL_MS = 30_000;
const STEP_MS = 1_000;
const REAL_STEP_MS = 30;
const LIBRARIES = ['harford', 'cecil'] as const;

const queue = (id: string, presence: object): string =>
  `  - { id: ${id}, name: ${id} desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] }, presence: ${JSON.stringify(presence)} }`;
const library = (id: string): string =>
  `  - { id: ${id}, name: ${id} library, zone: America/New_York, live: true, origins: ["https://${id}.example.org"], queues: { local: { queue: ${id}, chat: "https://chat.example.org/${id}" } } }`;

describe('a provider signs in, and the button shows it', () => {
  const clock = createManualClock(MONDAY_10);
  const providers = new Map<string, Provider>();
  let peers: Record<(typeof LIBRARIES)[number], XmppPeer>;
  let app: TestApp;

  before(async () => {
    const [harford, cecil] = await Promise.all([startEjabberd(['desk']), startProsody(['desk'])]);
    peers = { harford, cecil };
    const sources = {
      harford: { kind: 'libraryh3lp', scheme: 'http', host: harford.host, name: 'desk', domain: DOMAIN },
      cecil: { kind: 'xmpp', scheme: 'http', host: cecil.host, jid: `desk@${DOMAIN}` },
    };
    const text = [
      'cooperative: { name: Test cooperative }',
      'queues:',
      ...Object.entries(sources).map(([id, source]) => queue(id, source)),
      'libraries:',
      ...Object.keys(sources).map(library),
    ];
    app = await startApp({
      engine: 'pglite',
      clock,
      cooperative: text.join('\n'),
      environment: { EGRESS_ALLOW: `${harford.host},${cecil.host}` },
    });
    await untilRan(app.database, ['presence']);
  });
  after(async () => {
    await app.close();
    await Promise.all([peers.harford.stop(), peers.cecil.stop()]);
  });

  const told = async (id: string): Promise<Availability> => {
    const reply = await fetch(`${app.url}/v1/libraries/${id}/availability`);
    return (await reply.json()) as Availability;
  };

  /** Time goes by in steps, so that what falls due is done in its own second; the last look waits for a slow machine. */
  async function tells(state: Availability['state'], withinMs: number): Promise<void> {
    const isTold = async (): Promise<boolean> => {
      const answers = await Promise.all(LIBRARIES.map(told));
      return answers.every((answer) => answer.state === state);
    };
    for (let passedMs = 0; passedMs < withinMs && !(await isTold()); passedMs += STEP_MS) {
      clock.advance(STEP_MS);
      await pause(REAL_STEP_MS);
    }
    await eventually(isTold);
  }
  async function show(state: Show): Promise<void> {
    for (const [id, peer] of Object.entries(peers)) {
      const provider = providers.get(id) ?? (await signIn(peer.account('desk'), 'desk'));
      providers.set(id, provider);
      await provider.show(state);
    }
  }

  it('nobody signed in: nobody is there, within the hours of the desk', async () => {
    await tells('closed', POLL_MS);
    assert.equal((await told('harford')).evidence, 'observed');
  });

  it('somebody signs in: available, at the address of the desk, once the last "nobody" is a minute old', async () => {
    await show('available');
    await tells('available', POLL_MS + UP_AGAIN_MS);
    const { evidence, chat } = await told('harford');
    assert.equal(evidence, 'observed');
    assert.equal(chat?.url, 'https://chat.example.org/harford');
  });

  it('presence: busy within a poll, and gone within a poll', async () => {
    await show('dnd');
    await tells('busy', POLL_MS);
    await show('away');
    await tells('closed', POLL_MS);
  });

  it('the chat servers go: unknown within 90 s, never the schedule', async () => {
    await Promise.all([peers.harford.stop(), peers.cecil.stop()]);
    await tells('unknown', SAMPLE_LIFE_MS);
  });
});
