// Campaigns: what a library adds, what their links bring, and the link with which colleagues look at one.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { campaignListSchema } from '@askusnow/sdk/contract';
import {
  addCampaign,
  getCampaigns,
  makeCampaignLink,
  removeCampaign,
  revokeCampaignLink,
  type Campaign,
} from '@askusnow/sdk';
import { DAY_MS, toUtcDate } from '../../../server/src/platform/time/instants.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement, steadyClicks } from '../../support/data/counters.ts';
import { eventually } from '../../support/waiting.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const OTHERS = ['cecil', 'howard', 'kent', 'talbot', 'calvert'];
const FILE = `
cooperative: { name: Test Cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr], open: '09:00', close: '17:00' }] } }
libraries:
  - { id: harford, name: Harford & Sons, zone: America/New_York, live: true, origins: ['https://harford.example.org'], queues: { local: { queue: desk, chat: 'https://chat.example.org/harford' } } }
  - { id: carroll, name: Carroll, zone: America/New_York, live: true, origins: ['https://carroll.example.org'], queues: { local: { queue: desk, chat: 'https://chat.example.org/carroll' } } }
${OTHERS.map((id) => `  - { id: ${id}, name: ${id}, zone: America/New_York, live: true, origins: ['https://${id}.example.org'], queues: { local: { queue: desk, chat: 'https://chat.example.org/${id}' } } }`).join('\n')}
`;

withApp({
  now: '2026-06-01T14:00:00Z',
  cooperative: FILE,
  as: { liaison: ['liaison', 'harford'] },
}).describe('campaigns', (on) => {
  let campaign: Campaign;
  let link: URL;

  before(async () => {
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-04-01T12:00:00.000Z' });
    const days = Array.from({ length: 56 }, (_, ago) => toUtcDate(on.clock.now() - (ago + 1) * DAY_MS));
    for (const [ago, date] of days.entries())
      await aDay(db, { library: 'harford', placement, date, clicks: ago >= 28 ? 3 : 9 });
    for (const library of OTHERS) await steadyClicks(db, { library, days, clicks: 5 });
    // A bot clicks no more on one day than on another, and is not counted.
    await aDay(db, { library: 'harford', placement, date: '2026-05-20', clicks: 500, class: 'bot' });
  });

  const list = async (): Promise<Campaign[]> =>
    campaignListSchema.parse(await getCampaigns(on.liaison, 'harford')).campaigns;
  const follow = async (address: string): Promise<void> => {
    const { pathname, search } = new URL(address);
    const reply = await fetch(on.app.url + pathname + search, {
      headers: { 'user-agent': FIREFOX },
      redirect: 'manual',
    });
    assert.equal(reply.headers.get('location'), 'https://chat.example.org/harford');
  };

  test('campaigns: a name with an address in it and dates out of order are refused by name, and nothing is stored', async () => {
    const add = (more: object) =>
      problemOf(addCampaign(on.liaison, 'harford', { name: 'May', from: '2026-05-04', to: '2026-05-31', ...more }));
    assert.deepEqual(await add({ name: 'See https://evil.example' }), {
      status: 422,
      code: 'invalid-request',
      fields: ['name'],
    });
    assert.deepEqual((await add({ to: '2026-05-03' })).fields, ['to']);
    assert.deepEqual((await add({ name: 'ask@library.example', to: '2028-05-03' })).fields, ['name', 'to']);
    assert.deepEqual((await add({ name: 'Summer \u202Egnidaer', note: 'Posters \u2067' })).fields, ['name', 'note']);
    // The four weeks before it would be in a year that no database has.
    assert.deepEqual((await add({ from: '0001-01-01', to: '0001-01-31' })).fields, ['from', 'to']);
    assert.deepEqual((await add({ from: '9999-12-01', to: '9999-12-31' })).fields, ['from', 'to']);
    assert.deepEqual(await list(), []);
    assert.equal(
      (await problemOf(addCampaign(on.liaison, 'carroll', { name: 'May', from: '2026-05-04', to: '2026-05-31' })))
        .status,
      404,
    );
  });

  test('campaigns: clicks per open day in it against as many days before and other libraries, with an interval', async () => {
    campaign = await addCampaign(on.liaison, 'harford', {
      name: 'May <b>',
      from: '2026-05-04',
      to: '2026-06-30',
      note: 'Posters & cards',
    });
    assert.equal(campaign.placement, 'c-may-b');
    assert.equal(campaign.state, 'running');
    const { clicks } = campaign.changes!;
    // Memorial Day is no holiday of this desk: four weeks of five open days on each side.
    assert.deepEqual(
      [clicks.before.from, clicks.before.to, clicks.before.openDays, clicks.during.openDays],
      ['2026-04-06', '2026-05-03', 20, 20],
    );
    assert.deepEqual([clicks.before.perDay, clicks.during.perDay, clicks.verdict], [3, 9, 'more']);
    assert.ok(clicks.low! > 1.8 && clicks.high! < 5);
    assert.deepEqual([clicks.others, campaign.changes!.follows.others], [5, null]);
  });

  test('campaigns: its link leads to the chat and is counted for it alone, also as QR code and poster', async () => {
    await follow(campaign.address);
    await follow(campaign.address);
    await follow(campaign.address.replace(campaign.placement, 'newsletter'));
    const now = await eventually(async () => (await list()).find(({ follows }) => follows > 1));
    assert.equal(now.follows, 2);
    assert.deepEqual(now.byDay.at(-1), { date: '2026-06-01', follows: 2 });
    assert.equal(now.byDay.length, 29);
    const own = (address: string) => on.app.url + new URL(address).pathname + new URL(address).search;
    assert.match(await (await fetch(own(campaign.qr))).text(), /placement=c-may-b/);
    assert.match(await (await fetch(own(campaign.poster))).text(), /placement=c-may-b/);
  });

  test('campaigns: the link for colleagues shows it without an account, and looking changes nothing', async () => {
    const rows = () => rowsOf(on.app.database, ['campaign', 'audit_entry', 'placement', 'placement_day']);
    const made = await makeCampaignLink(on.liaison, 'harford', campaign.id);
    link = new URL(made.link);
    assert.equal(made.campaign.linkEndsOn, '2026-09-28');
    const before = await rows();
    assert.ok(!before.includes(link.pathname.split('/').pop()!), 'the token is not stored');
    const reply = await fetch(on.app.url + link.pathname);
    const page = await reply.text();
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('cache-control'), 'private, no-store');
    assert.equal(reply.headers.get('referrer-policy'), 'no-referrer');
    for (const words of [
      'May &lt;b&gt;',
      'Harford &amp; Sons',
      'Posters &amp; cards',
      '2 times so far',
      '9 clicks per open day, 3 before',
    ])
      assert.ok(page.includes(words), words);
    assert.ok(!/<form|method=|May <b>/i.test(page));
    assert.equal(await rows(), before);
    const posted = await fetch(on.app.url + link.pathname, { method: 'POST' });
    assert.equal(posted.status, 404);
  });

  test('campaigns: a new link ends the former, a revoked one shows nothing, an unknown one is not found', async () => {
    const made = await makeCampaignLink(on.liaison, 'harford', campaign.id);
    const status = async (address: URL): Promise<number> => (await fetch(on.app.url + address.pathname)).status;
    assert.equal(await status(link), 404);
    assert.equal(await status(new URL(made.link)), 200);
    await revokeCampaignLink(on.liaison, 'harford', campaign.id);
    assert.equal(await status(new URL(made.link)), 404);
    assert.equal((await problemOf(revokeCampaignLink(on.liaison, 'harford', campaign.id))).status, 404);
    assert.equal((await list())[0]!.linkEndsOn, null);
    assert.equal(await status(new URL('https://any.example/campaign/nothing')), 404);
  });

  test('campaigns: the link works through the 90th day after the end, by the clock of the library', async () => {
    const made = await makeCampaignLink(on.liaison, 'harford', campaign.id);
    const at = async (instant: string): Promise<number> => {
      on.clock.advance(Date.parse(instant) - on.clock.now());
      return (await fetch(on.app.url + new URL(made.link).pathname)).status;
    };
    assert.equal(await at('2026-09-29T03:59:59Z'), 200);
    assert.equal(await at('2026-09-29T04:00:00Z'), 410);
    await on.signInAgain('liaison');
    assert.equal((await problemOf(makeCampaignLink(on.liaison, 'harford', campaign.id))).code, 'link-ended');
  });

  test('campaigns: a removed one leaves its printed link to the chat, and its placement to no other', async () => {
    await removeCampaign(on.liaison, 'harford', campaign.id);
    assert.deepEqual(await list(), []);
    await follow(campaign.address);
    const again = await addCampaign(on.liaison, 'harford', { name: 'May <b>', from: '2026-09-01', to: '2026-10-31' });
    assert.equal(again.placement, 'c-may-b-2');
    assert.equal(again.follows, 0);
    assert.equal((await problemOf(removeCampaign(on.liaison, 'harford', campaign.id))).status, 404);
  });

  test('campaigns: each change has its entry in the history', async () => {
    const rows = await on.app.database.db.selectFrom('audit_entry').select('action').orderBy('id').execute();
    assert.deepEqual(
      rows.map(({ action }) => action).filter((action) => action.startsWith('campaign')),
      [
        'campaign-added',
        'campaign-link-made',
        'campaign-link-made',
        'campaign-link-revoked',
        'campaign-link-made',
        'campaign-removed',
        'campaign-added',
      ],
    );
  });

  test('campaigns: a library has at most a hundred', async () => {
    const campaigns = Array.from({ length: 99 }, (_, count) => ({
      library_id: 'harford',
      placement: `c-filled-${count}`,
      name: 'Filled',
      from_date: '2026-01-01',
      to_date: '2026-12-31',
      note: null,
      by: 'test',
      created_at: new Date(on.clock.now()),
      token_hash: null,
    }));
    await on.app.database.db.insertInto('campaign').values(campaigns).execute();
    const refused = problemOf(
      addCampaign(on.liaison, 'harford', { name: 'One more', from: '2026-10-01', to: '2026-10-02' }),
    );
    assert.equal((await refused).code, 'quota-reached');
    assert.equal((await list()).length, 100);
  });
});
