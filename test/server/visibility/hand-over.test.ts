// A link without login: the page that it opens, its check, its notes, and the first sight of the tag.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import {
  addHandOver,
  addHandOverNote,
  addWebmasterNote,
  checkHandedOver,
  getHandedOver,
  getHandOvers,
  getOpenHandOvers,
  withdrawHandOver,
  type Connection,
} from '@askusnow/sdk';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { HEX } from '../../support/data/doctor-pages.ts';
import { startLibrarySite } from '../../support/peers/library-site.ts';
import { eventually } from '../../support/waiting.ts';

const TEXT = `<p>${'Books, music and films. '.repeat(20)}</p>`;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const cooperative = (origin: string): string => `
cooperative: { name: Test Cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: UTC, hours: { weekly: [{ days: [mo], open: '09:00', close: '17:00' }] } }
libraries:
  - { id: harford, name: Harford, zone: UTC, live: true, origins: ['${origin}'], queues: { local: { queue: desk, chat: 'https://chat.example.org/harford' } } }
  - { id: carroll, name: Carroll, zone: UTC, live: true, origins: ['https://carroll.example.org'], queues: { local: { queue: desk, chat: 'https://chat.example.org/carroll' } } }
`;

withApp({
  now: '2026-05-04T12:00:00Z',
  peers: { site: () => startLibrarySite({ '/contact': TEXT }) },
  cooperative: ({ site }) => cooperative(site.url),
  environment: ({ site }) => ({ EGRESS_ALLOW: site.host }),
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('hand-over', (on) => {
  let anyone: Connection;
  let link: URL;
  let token: string;

  before(async () => {
    anyone = { endpoint: on.app.url };
  });
  const visit = async (practice = false): Promise<void> => {
    const events = [anEvent({ kind: 'impression', measurable: true })];
    const batch = aBatch({
      at: on.clock.now(),
      library: 'harford',
      page: '/contact',
      placement: 'header',
      practice,
      events,
    });
    const headers = { origin: on.site.url, 'user-agent': FIREFOX };
    const reply = await fetch(`${on.app.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(batch) });
    assert.equal(reply.status, 202, await reply.text());
  };

  test('hand-over: wrong addresses and platforms are refused by name', async () => {
    const ask = (more: object) =>
      problemOf(addHandOver(on.liaison, 'harford', { page: `${on.site.url}/contact`, ...more }));
    assert.deepEqual(await ask({ page: 'https://elsewhere.example/' }), {
      status: 422,
      code: 'invalid-hand-over',
      fields: ['page'],
    });
    assert.deepEqual((await ask({ platform: 'no-such-system' })).fields, ['platform']);
    assert.equal((await ask({ days: 8 })).status, 422);
    assert.deepEqual((await ask({ note: 'Paste \u202Esiht' })).fields, ['note']);
    assert.equal(
      (await problemOf(addHandOver(on.liaison, 'carroll', { page: 'https://carroll.example.org/' }))).status,
      404,
    );
  });

  test('hand-over: its link opens the page for anybody who has it, and opening it changes nothing', async () => {
    const rows = () => rowsOf(on.app.database, ['hand_over', 'hand_over_note', 'audit_entry', 'placement']);
    const made = await addHandOver(on.liaison, 'harford', {
      page: `${on.site.url}/contact?q=secret#x`,
      note: 'In the header, please.',
    });
    link = new URL(made.link);
    token = link.pathname.split('/').pop()!;
    assert.equal(made.handOver.state, 'waiting');
    const before = await rows();
    assert.ok(!before.includes(token) && !before.includes('secret'), 'neither the token nor the query is stored');
    const reply = await fetch(on.app.url + link.pathname);
    const page = await reply.text();
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('cache-control'), 'private, no-store');
    assert.equal(reply.headers.get('referrer-policy'), 'no-referrer');
    assert.match(page, /&lt;ask-us-now library=&quot;harford&quot; placement=&quot;header&quot;/);
    assert.match(page, /script-src http/);
    const { pinned } = await getHandedOver(anyone, token);
    assert.match(pinned!, /src="http[^"]*\/widget\/\d[^"]*" integrity="sha384-[^"]+" crossorigin="anonymous"/);
    const [, src, hash] = /src="([^"]*)" integrity="([^"]*)"/.exec(pinned!)!;
    const served = Buffer.from(await (await fetch(on.app.url + new URL(src!).pathname)).arrayBuffer());
    assert.equal(hash, `sha384-${createHash('sha384').update(served).digest('base64')}`);
    const { handOver, name } = await getHandedOver(anyone, token);
    assert.deepEqual(
      [name, handOver.page, handOver.notes.map(({ text }) => text)],
      ['Harford', `${on.site.url}/contact`, ['In the header, please.']],
    );
    assert.ok(!('by' in handOver) && !('id' in handOver));
    assert.equal(await rows(), before);
  });

  test('hand-over: the recipe has what its steps paste, for the placement that was asked for', async () => {
    const recipeFor = async (platform: string): Promise<string> => {
      const made = await addHandOver(on.liaison, 'harford', {
        page: `${on.site.url}/contact`,
        placement: 'teens',
        platform,
      });
      const page = await (await fetch(on.app.url + new URL(made.link).pathname)).text();
      await withdrawHandOver(on.liaison, 'harford', made.handOver.id);
      return /<summary>How to paste it: .*?<\/details>/s.exec(page)![0];
    };
    assert.match(await recipeFor('wordpress'), /\[ask_us_now placement=&quot;teens&quot;\]/);
    assert.match(await recipeFor('drupal'), /type: external/);
    assert.match(await recipeFor('google-tag-manager'), /createElement/);
  });

  test('hand-over: "check now" reads that page alone, once a minute, and the library sees the result', async () => {
    assert.equal((await checkHandedOver(anyone, token)).state, 'absent');
    assert.deepEqual(
      on.site.asked.map(({ path }) => path),
      ['/robots.txt', '/contact'],
    );
    assert.equal((await problemOf(checkHandedOver(anyone, token))).code, 'too-soon');
    const [shown] = (await getHandOvers(on.liaison, 'harford')).handOvers;
    assert.deepEqual([shown!.lastCheck!.state, shown!.lastCheck!.findings], ['absent', ['tag-absent']]);
  });

  test('hand-over: another chat on the page is to be taken out, by its lines, until the page was read without it', async () => {
    const made = await addHandOver(on.liaison, 'harford', { page: `${on.site.url}/teens` });
    const path = new URL(made.link).pathname;
    const token = path.split('/').pop()!;
    const shown = async (): Promise<string> => (await fetch(on.app.url + path)).text();
    assert.deepEqual((await getHandedOver(anyone, token)).otherWidgets, []);
    assert.doesNotMatch(await shown(), /Take out/);

    on.site.pages.set('/teens', `${TEXT}\n<div id="libchat_${HEX}">\n</div>`);
    const chat = [{ name: 'LibChat', places: [{ element: 'div', line: 2, lastLine: 3 }] }];
    assert.deepEqual((await checkHandedOver(anyone, token)).otherWidgets, chat);
    assert.deepEqual((await getHandedOver(anyone, token)).otherWidgets, chat);
    assert.match(await shown(), /Take out[^]*<li>LibChat: &lt;div&gt; on lines 2 to 3<\/li>/);
    const [mail = ''] = /mailto:[^"]*/.exec(await shown()) ?? [];
    assert.match(decodeURIComponent(mail), /LibChat: <div> on lines 2 to 3/);
    assert.ok(!(await shown()).includes(HEX), 'ids of other vendors are theirs');

    on.site.pages.set('/teens', TEXT);
    on.clock.advance(60_000);
    await checkHandedOver(anyone, token);
    assert.doesNotMatch(await shown(), /Take out/);
    await withdrawHandOver(on.liaison, 'harford', made.handOver.id);
  });

  test('hand-over: notes go to and fro', async () => {
    await addWebmasterNote(anyone, token, { text: 'Done after lunch. <b>' });
    const { notes } = await addHandOverNote(
      on.liaison,
      'harford',
      (await getHandOvers(on.liaison, 'harford')).handOvers[0]!.id,
      { text: 'Thank you.' },
    );
    assert.deepEqual(
      notes.map(({ from, text }) => `${from}: ${text}`),
      ['library: In the header, please.', 'webmaster: Done after lunch. <b>', 'library: Thank you.'],
    );
    assert.equal((await problemOf(addWebmasterNote(anyone, token, { text: '  ' }))).status, 422);
  });

  test('hand-over: the coordinator sees what is open, with its age', async () => {
    on.clock.advance(2 * DAY_MS);
    const { handOvers } = await getOpenHandOvers(on.coordinator);
    assert.deepEqual(
      handOvers.map(({ library, state, createdAt }) => [library, state, createdAt]),
      [['harford', 'waiting', '2026-05-04T12:00:00.000Z']],
    );
    assert.equal((await problemOf(getOpenHandOvers(on.liaison))).status, 403);
  });

  test('hand-over: the first view on the page turns it live by itself, also a webmaster’s own trial', async () => {
    await visit(true);
    await on.app.ingest.settle();
    const { handOver } = await eventually(async () => {
      const now = await getHandedOver(anyone, token);
      return now.handOver.state === 'live' ? now : null;
    });
    assert.equal(handOver.liveSince, new Date(on.clock.now()).toISOString());
    assert.deepEqual((await getOpenHandOvers(on.coordinator)).handOvers, []);
  });

  test('hand-over: mutant: the placement alone would call a page live that carried the tag before', async () => {
    const again = await addHandOver(on.liaison, 'harford', { page: `${on.site.url}/contact` });
    const placements = await on.app.database.db.selectFrom('placement').select('pattern').execute();
    const mutant = placements.some(({ pattern }) => pattern === '/contact') ? 'live' : 'waiting';
    assert.equal(mutant, 'live');
    const second = new URL(again.link).pathname.split('/').pop()!;
    assert.equal((await getHandedOver(anyone, second)).handOver.state, 'waiting');
    await visit();
    await on.app.ingest.settle();
    on.clock.advance(10_000);
    await eventually(async () => (await getHandedOver(anyone, second)).handOver.state === 'live');
  });

  const ended = async (dead: string): Promise<void> => {
    assert.equal((await problemOf(getHandedOver(anyone, dead))).status, 410);
    assert.equal((await problemOf(checkHandedOver(anyone, dead))).code, 'link-ended');
    assert.equal((await problemOf(addWebmasterNote(anyone, dead, { text: 'Hello' }))).status, 410);
    const page = await fetch(`${on.app.url}/hand-over/${dead}`);
    assert.equal(page.status, 410);
    assert.match(await page.text(), /This link has ended/);
  };

  test('hand-over: a withdrawn or expired link says so and does nothing more; an unknown one is not found', async () => {
    const made = await addHandOver(on.liaison, 'harford', { page: `${on.site.url}/teens`, days: 7 });
    await withdrawHandOver(on.liaison, 'harford', made.handOver.id);
    await ended(new URL(made.link).pathname.split('/').pop()!);
    const expiring = await addHandOver(on.liaison, 'harford', { page: `${on.site.url}/teens`, days: 7 });
    on.clock.advance(7 * DAY_MS);
    await ended(new URL(expiring.link).pathname.split('/').pop()!);
    assert.equal((await problemOf(getHandedOver(anyone, 'A'.repeat(43)))).status, 404);
    assert.equal((await fetch(`${on.app.url}/hand-over/nothing`)).status, 404);
  });

  test("hand-over: a link ends with its library, which is then on nobody's list", async () => {
    const atCarroll = { page: 'https://carroll.example.org/contact' };
    const made = await addHandOver(on.coordinator, 'carroll', atCarroll);
    assert.equal((await getOpenHandOvers(on.coordinator)).handOvers.length, 1);
    const without = cooperative(on.site.url).replace(/^ *- { id: carroll.*\n/m, '');
    const imported = await importCooperative(on.app.database.for('maintenance'), without, {
      ...importOptions,
      replace: true,
    });
    assert.ok('changes' in imported, JSON.stringify(imported));
    await eventually(() => Promise.resolve(on.app.registry.library('carroll') === undefined));
    await ended(new URL(made.link).pathname.split('/').pop()!);
    assert.deepEqual((await getOpenHandOvers(on.coordinator)).handOvers, []);
  });
});
