// The next opening as a calendar's event: a plain link for patrons while nobody can chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { nextOpeningAddress } from '@askusnow/sdk';
import type { Problem, QueueState } from '@askusnow/sdk/contract';
import { nextOpeningOf, toCalendar } from '../../../server/src/serving/entry-points/next-opening.ts';
import { withApp } from '../../support/app/fixture.ts';

const COOPERATIVE = `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo], open: "09:00", close: "17:00" }] } }
  - { id: never, name: Never, tier: local, zone: America/New_York, hours: { weekly: [] } }
  - { id: world, name: World, tier: global, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] } }
libraries:
  - { id: harford, name: "Harford; County, Ünïcode and a name that is longer than a line of a calendar may be", zone: America/New_York, live: true, origins: [], queues: { local: { queue: desk, chat: "https://chat.example.org/harford?a=1;b,c" } } }
  - { id: never, name: Never, zone: America/New_York, live: true, origins: [], queues: { local: { queue: never } } }
  - { id: always, name: Always, zone: America/New_York, live: true, origins: [], queues: { local: { queue: desk }, global: { queue: world } } }
`;
/** Friday evening. */
const NOW = '2026-11-27T23:00:00.000Z';

withApp({ engines: ['pglite'], now: NOW, cooperative: COOPERATIVE }).describe('next opening', (on) => {
  const tier = (open: [string, string][] | null, state: QueueState = 'closed') =>
    ({ tier: 'local', state, evidence: 'scheduled', chat: null, open }) as const;

  const ask = async (library: string) => {
    const reply = await fetch(nextOpeningAddress({ endpoint: on.app.url }, library));
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };

  test('next opening: is one event of a calendar, at the instant when a desk opens', async () => {
    const { status, headers, text } = await ask('harford');
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/calendar/);
    assert.equal(headers.get('cache-control'), 'public, max-age=300');
    assert.equal(headers.get('set-cookie'), null);
    const [found] = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
    const event = new ICAL.Event(found);
    // Monday 9:00 in New York.
    assert.equal(event.startDate.toJSDate().toISOString(), '2026-11-30T14:00:00.000Z');
    assert.match(event.summary, /^Ask a librarian: Harford; County, Ünïcode and a name/);
    assert.equal(found!.getFirstPropertyValue('url'), 'https://chat.example.org/harford?a=1;b,c');
    assert.equal(event.uid, 'harford-20261130T140000Z@askusnow');
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  });

  test('next opening: the same bytes for everyone, and nothing of it is counted', async () => {
    assert.equal((await ask('harford')).text, (await ask('harford')).text);
    assert.deepEqual(await on.app.database.db.selectFrom('placement').selectAll().execute(), []);
  });

  test('next opening: where none is known, the chat is always open, or no such library, says so', async () => {
    for (const [library, code] of [
      ['never', 'no-opening'],
      ['always', 'no-opening'],
      ['nowhere', 'unknown-library'],
    ] as const) {
      const { status, text } = await ask(library);
      assert.deepEqual([status, (JSON.parse(text) as Problem).code], [404, code]);
    }
  });

  test('next opening: one that has begun is none, and the nearest of all tiers counts', () => {
    const now = Date.parse(NOW);
    const begun: [string, string] = [NOW, '2026-11-28T02:00:00.000Z'];
    assert.equal(nextOpeningOf({ tiers: [tier([begun]), tier(null)] }, now), null);
    const later: [string, string] = ['2026-11-29T14:00:00.000Z', '2026-11-29T15:00:00.000Z'];
    const sooner: [string, string] = ['2026-11-28T14:00:00.000Z', '2026-11-28T15:00:00.000Z'];
    assert.equal(nextOpeningOf({ tiers: [tier([begun, later]), tier([sooner])] }, now), Date.parse(sooner[0]));
  });

  test('next opening: it is when nobody was open before, not when another desk joins', () => {
    const now = Date.parse(NOW);
    const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
    const own: [string, string][] = [
      [at(14), at(22)],
      [at(38), at(46)],
    ];
    const next = (state: QueueState, open: [string, string][]): number | null => {
      const startMs = nextOpeningOf({ tiers: [tier(own), tier(open, state)] }, now);
      return startMs && (startMs - now) / 3_600_000;
    };
    assert.equal(next('available', [[at(-9), at(192)]]), null, 'always open');
    assert.equal(next('available', [[at(-9), at(14)]]), 38, 'open until the own desk opens');
    assert.equal(next('unknown', [[at(-9), at(20)]]), 38, 'somebody may be there');
    assert.equal(next('nobody', [[at(-9), at(192)]]), 14, 'nobody is there');
    assert.equal(next('closed', [[at(3), at(192)]]), 3, 'closed by hand until then');
  });

  test('next opening: words of the file end no line of the calendar', () => {
    const text = toCalendar({
      library: { id: 'harford', name: 'x' },
      startMs: Date.parse(NOW),
      asOf: NOW,
      address: null,
      words: { summary: 'a\nEND:VEVENT\\;,', description: 'b' },
    });
    assert.match(text, /SUMMARY:a\\nEND:VEVENT\\\\\\;\\,\r\n/);
  });
});
