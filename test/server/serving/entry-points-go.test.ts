// A plain link to a library's chat: where it leads, and what is counted of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPlacements } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { BROWSER, countersOf, sumOf } from '../../support/app/ingest.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { oneLibrary } from '../../support/app/one-library.ts';
import { eventually } from '../../support/waiting.ts';

const CHAT = 'https://chat.example.org/harford';
const LATE = '2026-11-27T14:30:00.000Z';

const COOPERATIVE = `${oneLibrary({ origin: 'https://www.harford.example.org', chat: CHAT })}
  - { id: closed, name: Closed, zone: America/New_York, live: true, origins: [], queues: { local: { queue: nobody, chat: "https://chat.example.org/closed" }, statewide: { queue: state } }, fallback: { page: "https://www.closed.example.org/ask" } }
  - { id: passed, name: Passed, zone: America/New_York, live: true, origins: [], queues: { local: { queue: nobody, chat: "https://chat.example.org/own" }, statewide: { queue: state, chat: "https://chat.example.org/state" } } }
  - { id: by-form, name: By form, zone: America/New_York, live: false, origins: [], queues: { local: { queue: nobody } }, fallback: { form: "https://www.by-form.example.org/form", phone: "410-555-0100" } }
  - { id: by-phone, name: "<By> phone", zone: America/New_York, live: true, origins: [], queues: { local: { queue: nobody } }, fallback: { phone: "410-ASK-HCPL ext. 12" } }
`.replace(
  'libraries:',
  `  - { id: nobody, name: Nobody, tier: local, zone: America/New_York, hours: { weekly: [] } }
  - { id: state, name: State, tier: statewide, zone: America/New_York, hours: { weekly: [{ days: [fr], open: "09:00", close: "17:00" }] } }
libraries:`,
);

withApp({ now: LATE, cooperative: COOPERATIVE }).describe('plain link', (on) => {
  const go = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${on.app.url}/go/${path}`, { method, redirect: 'manual', headers: { 'user-agent': BROWSER, ...headers } });
  const targetOf = async (path: string): Promise<string | null> => {
    const reply = await go(path);
    await reply.arrayBuffer();
    return reply.status === 302 ? reply.headers.get('location') : `status ${reply.status}`;
  };

  test('plain link: leads to who can answer now, else to the library’s own address, and nowhere else', async () => {
    const asked = '?url=https://evil.example&to=//evil.example&placement=https://evil.example';
    assert.equal(await targetOf(`harford${asked}`), CHAT);
    assert.equal(await targetOf('passed'), 'https://chat.example.org/state');
    assert.equal(await targetOf('closed'), 'https://chat.example.org/closed');
    assert.equal(await targetOf('by-form'), 'https://www.by-form.example.org/form');
  });

  test('plain link: typed from a poster with capital letters and a slash at the end, leads there too', async () => {
    for (const typed of ['Harford', 'HARFORD/', 'harford/?placement=poster']) assert.equal(await targetOf(typed), CHAT);
    assert.equal((await go('nowhere/')).headers.get('content-type'), 'text/html; charset=utf-8');
  });

  test('plain link: a library without an address has a page with its phone, an unknown one a page with links', async () => {
    const phone = await go('by-phone');
    const page = await phone.text();
    assert.equal(phone.status, 200);
    assert.match(page, /&lt;By&gt; phone/);
    assert.match(page, /href="tel:4102754275;ext=12">410-ASK-HCPL ext. 12</);
    const unknown = await go('%3Cimg%20onerror=alert(1)%3E');
    const text = await unknown.text();
    assert.equal(unknown.status, 404);
    assert.match(text, /href="\/go\/harford"/);
    assert.ok(!text.includes('alert') && !text.includes('by-form'));
  });

  test('plain link: is stored by no cache, and names no page to the chat', async () => {
    const { headers } = await go('harford');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('set-cookie'), null);
  });

  /** Of the test’s own name: others are still on their way. */
  const daysOf = async (name: string) => {
    const { placement, placement_day } = await countersOf(on.app.database);
    const ids = placement.filter((row) => row['name'] === name).map(({ id }) => id);
    return placement_day.filter((row) => ids.includes(row['placement_id']));
  };

  test('plain link: one that a person follows is counted as a follow, by its name and the state it met', async () => {
    const PHONE =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
    await go('harford?placement=Newsletter');
    await go('harford?placement=newsletter', { 'user-agent': PHONE });
    await go('closed?placement=%22%3E');
    const closed = async () =>
      (await countersOf(on.app.database)).placement.find(
        (row) => row['library_id'] === 'closed' && row['name'] === 'unnamed',
      );
    await eventually(async () => (await daysOf('newsletter')).length === 1 && (await closed()) !== undefined);
    await eventually(
      async () => Object.keys((await daysOf('newsletter'))[0]!).filter((key) => key.startsWith('follow')).length === 2,
    );
    const { placement, placement_day } = await countersOf(on.app.database);
    const [newsletter] = placement.filter(({ name }) => name === 'newsletter');
    assert.deepEqual([newsletter?.['form'], newsletter?.['pattern']], ['link', '/go/:slug']);
    const [day] = await daysOf('newsletter');
    const { state, tier, follow_phone, follow_desktop } = day!;
    assert.deepEqual([state, tier, follow_phone, follow_desktop], ['available', 'local', 1, 1]);
    assert.ok(placement_day.every((row) => !Object.keys(row).some((key) => /click|impression|viewable/.test(key))));
    // The liaison sees them beside the clicks, and the rate does not have them.
    const cookie = await on.app.signIn('liaison', ['harford']);
    const list = await getPlacements(connectionTo(on.app, cookie), 'harford', { days: 7 });
    const shown = list.placements.find((each) => each.placement === 'newsletter');
    assert.deepEqual([shown?.origin, shown?.counts.follows, shown?.counts.clicks], [on.app.config.publicUrl, 2, 0]);
    assert.equal(shown?.clickThrough.denominator, 0);
    // The server's own address becomes none of the library's registered ones.
    await on.app.registry.reload();
    assert.deepEqual(
      on.app.registry.library('harford')?.origins.map(({ origin }) => origin),
      ['https://www.harford.example.org'],
    );
  });

  test('plain link: what no person follows, and a browser with Global Privacy Control, is not counted', async () => {
    const before = (await countersOf(on.app.database)).event_batch.length;
    await go('harford?placement=none', {}, 'HEAD');
    await go('harford?placement=none', { 'sec-gpc': '1' });
    await go('harford?placement=none', { 'sec-purpose': 'prefetch;prerender' });
    await go('harford?placement=none', { purpose: 'prefetch' });
    await go('harford?placement=none', { 'x-moz': 'prefetch' });
    await go('harford?placement=none', { 'x-purpose': 'preview' });
    // A page that loads the link as a picture, as a script or to have it ready.
    for (const destination of ['image', 'script', 'style', 'empty'])
      await go('harford?placement=none', { 'sec-fetch-dest': destination });
    await go('nowhere?placement=none');
    await go('harford?placement=last', { 'sec-fetch-dest': 'document' });
    const names = async () => (await countersOf(on.app.database)).placement.map(({ name }) => name);
    assert.ok(await eventually(async () => (await names()).includes('last')));
    assert.ok(!(await names()).includes('none'));
    assert.equal((await countersOf(on.app.database)).event_batch.length, before + 1);
  });

  test('plain link: a robot’s and what one network cannot plausibly follow are counted apart', async () => {
    const followed = async (): Promise<Record<string, number>> => sumOf(on.app.database, 'follow');
    for (let n = 0; n < 150; n++) await go('passed?placement=many');
    await go('passed', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' });
    assert.ok(
      await eventually(async () => {
        const { bot, suspect } = await followed();
        return bot === 1 && suspect !== undefined && suspect >= 30;
      }),
    );
    assert.deepEqual(Object.keys(await followed()).sort(), ['bot', 'counted', 'suspect']);
  });
});
