import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { siteNotices, type LastNotified, type SiteFacts } from '../../../server/src/help/notices/site-notices.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const agoDays = (days: number): string => new Date(NOW - days * DAY_MS).toISOString();
const SITE = 'https://www.library.example';
type Place = SiteFacts['placements'][number];
const aPlace = (page: string, over: Partial<Place> = {}): Place => ({
  id: 1,
  origin: SITE,
  page,
  placement: 'header',
  form: 'tag',
  status: 'live',
  lostSince: null,
  lastSeen: agoDays(0),
  ...over,
});
const lost = (page: string, days: number, over: Partial<Place> = {}): Place =>
  aPlace(page, { status: 'lost', lostSince: agoDays(days), lastSeen: agoDays(days), ...over });
const facts = (over: Partial<SiteFacts> = {}): SiteFacts => ({
  library: { id: 'harford', name: 'Harford County Public Library', zone: 'America/New_York' },
  placements: [],
  refusals: [],
  attention: [],
  lastViewMs: ({ lastSeen }) => Date.parse(lastSeen),
  ...over,
});
const never: LastNotified = () => undefined;
const notices = (about: SiteFacts, lastNotified = never, nowMs = NOW) => [
  ...siteNotices(about, lastNotified, { publicUrl: 'https://ask.example.org', nowMs }),
];

describe('placement-lost', () => {
  const redesign = [
    lost('/', 4),
    lost('/branches', 4),
    aPlace('/teens', { lastSeen: agoDays(5) }),
    aPlace('/contact'),
    lost('/search', 6, { origin: 'https://catalog.library.example' }),
    aPlace('/old', { status: 'retired', lastSeen: agoDays(40) }),
  ];

  test('site notices: a redesign that loses several pages is one notice per site, with the last good day and what remains', () => {
    const [website, catalogue, ...others] = notices(facts({ placements: redesign }));
    assert.equal(others.length, 0);
    assert.equal(website!.subject, 'The chat button is lost on 2 pages: Harford County Public Library');
    assert.deepEqual(website!.data, {
      library: 'harford',
      site: SITE,
      lastGoodDay: 'Fri, Nov 20',
      lastGoodEnd: '2026-11-21T05:00:00.000Z',
      lost: ['www.library.example/ (header)', 'www.library.example/branches (header)'],
      alsoSilent: ['www.library.example/teens (header)'],
      remaining: ['www.library.example/contact (header)'],
      url: 'https://ask.example.org/dashboard/harford',
    });
    assert.match(website!.text, /not been seen on these pages since Fri, Nov 20/);
    assert.equal(catalogue!.subject, 'The chat button is lost on 1 page: Harford County Public Library');
    assert.notEqual(website!.key, catalogue!.key);
  });

  test('site notices: what fell silent with a loss is no second notice when its own pace shows it; a later loss is', () => {
    const notified: LastNotified = (kind, _library, site) =>
      kind === 'placement-lost' && site === SITE ? Date.parse('2026-11-21T05:00:00.000Z') : undefined;
    const later = [lost('/', 4), lost('/branches', 4), lost('/teens', 5)];
    assert.deepEqual(notices(facts({ placements: later }), notified), []);
    const again = notices(facts({ placements: [...later, lost('/contact', 2)] }), notified);
    assert.deepEqual(
      again.map(({ subject }) => subject),
      ['The chat button is lost on 1 page: Harford County Public Library'],
    );
  });

  test('site notices: what a notice lists as still there is notified about when it is lost, although its last view was before that notice', () => {
    const home = lost('/', 14);
    const atFirst = notices(facts({ placements: [home, aPlace('/teens', { lastSeen: agoDays(12) })] }), never, NOW);
    const { lastGoodEnd, remaining } = atFirst[0]!.data as { lastGoodEnd: string; remaining: string[] };
    assert.deepEqual(remaining, ['www.library.example/teens (header)']);
    const notified: LastNotified = () => Date.parse(lastGoodEnd);
    const again = notices(facts({ placements: [home, lost('/teens', 12)] }), notified);
    assert.deepEqual(
      again.map(({ data }) => (data as { lost: string[] }).lost),
      [['www.library.example/teens (header)']],
    );
    // The moment of that notice, nine days ago, is no measure of what it has said.
    const mutant: LastNotified = () => NOW - 9 * DAY_MS;
    assert.deepEqual(notices(facts({ placements: [home, lost('/teens', 12)] }), mutant), []);
  });

  test('site notices: what robots alone have seen since is listed as silent, and a loss that they move to the end of its day is no second one', () => {
    const robots = aPlace('/teens', { id: 2, lastSeen: agoDays(1) });
    const lastViewMs: SiteFacts['lastViewMs'] = ({ id, lastSeen }) => Date.parse(id === 2 ? agoDays(5) : lastSeen);
    const [notice] = notices(facts({ placements: [lost('/', 4), robots], lastViewMs }));
    const { lastGoodEnd, alsoSilent } = notice!.data as { lastGoodEnd: string; alsoSilent: string[] };
    assert.deepEqual(alsoSilent, ['www.library.example/teens (header)']);
    const notified: LastNotified = () => Date.parse(lastGoodEnd);
    const moved = lost('/', 4, { lostSince: '2026-11-21T05:00:00.000Z', lastSeen: agoDays(1) });
    assert.deepEqual(notices(facts({ placements: [moved, lost('/teens', 5)], lastViewMs }), notified), []);
  });

  test('site notices: mutant: a notice for each placement repeats itself for every page of a template', () => {
    const pages = Array.from({ length: 40 }, (_, index) => lost(`/page-${index}`, 4));
    const mutant = pages.filter(({ status }) => status === 'lost').length;
    const ours = notices(facts({ placements: pages }));
    assert.deepEqual([mutant, ours.length], [40, 1]);
    assert.match(ours[0]!.text, /and 28 more/);
  });
});

describe('reports-refused and counts-suspect', () => {
  const refusals = [{ reason: 'origin-not-registered', count: 49, lastDate: '2026-11-24' }] as const;
  const refused = (level: 'bad' | 'warn', count = 49) =>
    facts({ refusals, attention: [{ reason: 'some-refused', level, count }] });

  test('site notices: refused reports are notified about where they change the numbers, with the reason and who mends it', () => {
    const [notice, ...others] = notices(refused('bad'));
    assert.equal(others.length, 0);
    assert.equal(notice!.kind, 'reports-refused');
    assert.match(notice!.text, /49 reports were refused .*\n- 49: they come from a web address that is not registered/);
    assert.deepEqual(notices(refused('warn')), []);
    assert.deepEqual(notices(refused('bad', 2)), []);
  });

  test('site notices: an incident that lasts is notified about again after two weeks, not before', () => {
    const notifiedAgo =
      (days: number): LastNotified =>
      () =>
        NOW - days * DAY_MS;
    assert.equal(notices(refused('bad'), notifiedAgo(13)).length, 0);
    assert.equal(notices(refused('bad'), notifiedAgo(14)).length, 1);
  });

  test('site notices: odd counts are one notice, whether they are counted or set aside', () => {
    const [notice, ...others] = notices(
      facts({
        attention: [
          { reason: 'doubtful', level: 'warn', count: 2 },
          { reason: 'suspect', level: 'warn', count: 300 },
        ],
      }),
    );
    assert.equal(others.length, 0);
    assert.equal(notice!.kind, 'counts-suspect');
    assert.match(notice!.text, /2 hours or days have far more .*\n300 events came from one network/);
    assert.deepEqual(notices(facts({ attention: [{ reason: 'suspect', level: 'note', count: 3 }] })), []);
  });
});
