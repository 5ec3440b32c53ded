// What the dashboard says of a number, without a browser: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PlacementList, Rate, RefusalReason, Role, TagSnippet } from '@askusnow/sdk/contract';
import { dayGeometry, labelledDays } from '../../../server/dashboard/out/logic/day-geometry.js';
import { valueText } from '../../../server/dashboard/out/i18n/contribution.js';
import { countedText, percentText, rateLine, rateText } from '../../../server/dashboard/out/i18n/count-text.js';
import { dayText, hourText, spanText } from '../../../server/dashboard/out/i18n/day-text.js';
import { keyPageDetail } from '../../../server/dashboard/out/i18n/key-page-text.js';
import { coordinatorLetter, webmasterLetter } from '../../../server/dashboard/out/i18n/letter.js';
import { adviceFor } from '../../../server/dashboard/out/i18n/status-advice.js';

const aRate = (numerator: number, denominator: number, more: Partial<Rate> = {}): Rate => ({
  numerator,
  denominator,
  value: denominator === 0 ? null : numerator / denominator,
  low: denominator === 0 ? null : 0.026,
  high: denominator === 0 ? null : 0.199,
  suppressed: false,
  ...more,
});
const plain = (text: string): string => text.replace(/\s/g, ' ');

test('a share of owed hours: a whole percent, which follows from the hours beside it, and less than all is never 100 %', () => {
  const texts = [0.941, 0.996, 0.9996, 1, 1.25].map((value) => plain(valueText('given-of-owed', { value })));
  assert.deepEqual(texts, ['94 %', '99 %', '100 %', '100 %', '125 %']);
  assert.equal(plain(valueText('share-of-given', { value: 0.0417 })), '4.2 %');
});

describe('a rate in words', () => {
  test('rate: has its interval beside it', () => {
    assert.equal(plain(rateLine(aRate(3, 40))), '7.5 % (2.6–19.9 %)');
    assert.equal(rateText(aRate(3, 40)).basis, '3 of 40');
  });

  test('rate: none without a denominator, suppressed or not', () => {
    for (const suppressed of [false, true]) {
      assert.deepEqual(rateText(aRate(0, 0, { suppressed })), {
        value: 'no rate yet',
        interval: undefined,
        basis: '0 of 0',
      });
    }
  });

  test('rate: mutant: a share of nothing as zero is 0 %', () => {
    const naive = ({ numerator, denominator }: Rate): string => percentText(numerator / (denominator || 1));
    assert.notEqual(naive(aRate(0, 0)), rateText(aRate(0, 0)).value);
    assert.equal(plain(naive(aRate(0, 0))), '0 %');
  });

  test('rate: no click is 0 % with its interval', () => {
    assert.equal(plain(rateLine(aRate(0, 12, { low: 0, high: 0.242 }))), '0 % (0–24.2 %)');
  });

  test('rate: suppressed, it shows no figure', () => {
    assert.equal(rateText(aRate(1, 7, { value: null, low: null, high: null, suppressed: true })).value, 'too few');
  });

  test('count: one is singular', () => {
    assert.deepEqual(
      [0, 1, 1200].map((count) => countedText(count, 'click')),
      ['0 clicks', '1 click', '1,200 clicks'],
    );
  });
});

describe('a day in words', () => {
  test("day text: the library's own day, whatever the zone of the machine", () => {
    assert.equal(dayText('2026-11-24'), 'Nov 24');
    assert.equal(plain(spanText('2026-10-26', '2026-11-24')), 'Oct 26 – Nov 24, 2026');
  });

  test("day text: an hour is by the library's clock", () => {
    const now = new Date('2026-11-24T15:00:00.000Z');
    assert.equal(plain(hourText('2026-11-24T03:00:00.000Z', 'America/New_York', now)), 'Nov 23, 10 PM');
    assert.match(hourText('2025-11-24T03:00:00.000Z', 'America/New_York', now), /2025/);
  });
});

describe('the year beside an hour', () => {
  const EVENING = '2027-01-01T03:00:00.000Z'; // 10 PM of New Year's Eve in Maryland.
  const textOf = (instant: string, now: string) => plain(hourText(instant, 'America/New_York', new Date(now)));

  test("hour text: no year on New Year's Eve in the evening, though it is next year in Greenwich", () => {
    assert.equal(textOf('2026-12-31T20:00:00.000Z', EVENING), 'Dec 31, 3 PM');
    assert.equal(textOf(EVENING, '2027-01-01T15:00:00.000Z'), 'Dec 31, 2026, 10 PM');
  });
});

describe('a chart', () => {
  const daysOf = (...counts: number[]) =>
    counts.map((count, index) => ({ date: `2026-11-${String(index + 1).padStart(2, '0')}`, count }));

  test('chart: stays within its frame, whatever the counts and the width', () => {
    for (const width of [200, 280, 1200]) {
      for (const counts of [[0, 0, 0], [1], [5, 90_000, 1], Array.from({ length: 30 }, (_, index) => index)]) {
        const { bars, ticks, plot } = dayGeometry(daysOf(...counts), { width, height: 170 });
        for (const bar of bars) {
          assert.ok(bar.x >= plot.left && bar.x + bar.width <= plot.right + 0.01, `${bar.date} at ${width}`);
          assert.ok(bar.y >= plot.top - 0.01 && bar.y + bar.height <= plot.bottom + 0.01);
        }
        assert.equal(ticks[0]?.count, 0, 'a bar is read by its length, so it starts at zero');
      }
    }
  });

  test('chart: one click beside thousands is visible, zero is not', () => {
    const [one, most, none] = dayGeometry(daysOf(1, 90_000, 0), { width: 640, height: 170 }).bars;
    assert.ok((one?.height ?? 0) >= 3 && (most?.height ?? 0) > 100);
    assert.equal(none?.height, 0);
  });

  test('chart: no grid line at half a click', () => {
    for (const most of [0, 1, 2, 3]) {
      const { ticks } = dayGeometry(daysOf(most, 0), { width: 640, height: 170 });
      assert.ok(ticks.length >= 2 && ticks.every(({ count }) => Number.isInteger(count)));
    }
  });

  test('chart: always labels today', () => {
    for (const width of [100, 320, 900])
      for (const count of [7, 30, 90]) assert.equal(labelledDays(count, width).at(-1), count - 1);
  });
});

const TAG: TagSnippet = {
  variant: 'card',
  tag: '<script></script>\n<ask-us-now library="harford" style="a:b"></ask-us-now>',
  strictTag: '<script></script>\n<ask-us-now library="harford"></ask-us-now>',
  styleRule: 'ask-us-now{a:b}',
};
const aList = (more: Partial<PlacementList> = {}): PlacementList => ({
  library: 'harford',
  name: 'Harford & Sons "Library"',
  window: { days: 30, from: '2026-10-26', to: '2026-11-24', zone: 'America/New_York' },
  status: 'never-seen',
  lostSince: null,
  placements: [],
  attention: [],
  refusals: [],
  keyPages: { live: 0, expected: 0, pages: [] },
  tag: TAG.tag,
  tags: [TAG],
  origins: ['https://www.library.example'],
  ...more,
});

describe('what to do next', () => {
  const now = new Date('2026-11-24T15:00:00.000Z');
  const firstOf = (list: PlacementList, reader: Role = 'liaison') => adviceFor(list, reader, now).findings[0]!;
  const aPlace = (page: string, status: 'live' | 'quiet' | 'lost') =>
    ({
      origin: 'https://www.library.example',
      page,
      keyPage: null,
      status,
      counts: { viewable: 9 },
    }) as PlacementList['placements'][number];

  test('advice: never all clear beside a lost placement and refused reports; each finding has a step', () => {
    const list = aList({
      status: 'live',
      placements: [aPlace('/', 'live'), aPlace('/catalog', 'lost')],
      refusals: [{ reason: 'origin-not-registered', count: 49, lastDate: '2026-11-24' }],
      attention: [
        { reason: 'some-refused', level: 'warn', count: 49 },
        { reason: 'places-lost', level: 'warn', count: 1 },
      ],
    });
    const { tone, word, findings } = adviceFor(list, 'liaison', now);
    assert.deepEqual([tone, word, findings.length], ['warn', '49 views not counted', 2]);
    assert.match(findings[1]!.heading, /^1 place is lost: www\.library\.example\/catalog$/);
    assert.doesNotMatch(JSON.stringify(findings), /Everything is in place/);
    const clear = adviceFor(aList({ status: 'live', placements: [aPlace('/', 'live')] }), 'liaison', now);
    assert.deepEqual([clear.tone, clear.word], ['good', 'Live']);
    assert.match(clear.findings[0]!.next, /^Everything is in place/);
  });

  test('advice: a quiet place is named, with what may explain it, and asks nobody to act', () => {
    const list = aList({
      status: 'live',
      placements: [aPlace('/', 'live'), aPlace('/teens', 'quiet')],
      attention: [{ reason: 'quiet', level: 'note', count: 1 }],
    });
    const { tone, word } = adviceFor(list, 'liaison', now);
    assert.deepEqual([tone, word], ['note', '1 place quiet']);
    assert.match(firstOf(list).heading, /^1 place is quiet: www\.library\.example\/teens$/);
    assert.match(firstOf(list).next, /^Nothing needs to be done now/);
  });

  test('advice: names pages, and the condition of a whole site', () => {
    const aPage = (name: string, more: object) => ({
      name,
      live: false,
      where: null,
      placement: null,
      viewport: null,
      minPages: 1,
      livePages: 0,
      ...more,
    });
    const pages = [
      aPage('Home page', { where: 'www.library.example/' }),
      aPage('On a phone', { viewport: 'phone' as const }),
      aPage('On two kinds of page', { minPages: 2, livePages: 1, where: 'www.library.example' }),
    ];
    const list = aList({
      status: 'live',
      attention: [{ reason: 'key-pages', level: 'note', count: 3 }],
      keyPages: { live: 0, expected: 3, pages },
    });
    const { next } = firstOf(list);
    assert.match(next, /key pages without it: Home page \(www\.library\.example\/\)\./);
    assert.match(next, /Open a page of your site on a phone/);
    assert.match(next, /another page of www\.library\.example: it is on 1 of 2 different pages/);
    assert.doesNotMatch(next, /On a phone|On two kinds of page/);
    assert.equal(adviceFor(list, 'liaison', now).tone, 'note');
  });

  test('advice: a known key page is named, never by an address with :slug', () => {
    const page = { live: false, viewport: null, minPages: 1, livePages: 0 };
    const pages = [
      { ...page, name: 'Home page', where: 'localhost:8080/demo/:slug', placement: null },
      { ...page, name: 'No results', where: '/demo/:slug/search', placement: 'no-results' },
      { ...page, name: 'Catalog on a phone', where: '/demo/:slug/search', placement: null, viewport: 'phone' as const },
      { ...page, name: 'Contact', where: 'localhost:8080/contact', placement: null },
    ];
    const list = aList({
      status: 'live',
      placements: [
        { ...aPlace('/demo/:slug', 'lost'), keyPage: 'Home page' },
        { ...aPlace('/news', 'lost'), keyPage: null },
      ],
      keyPages: { live: 0, expected: pages.length, pages },
      attention: [
        { reason: 'places-lost', level: 'warn', count: 2 },
        { reason: 'key-pages', level: 'note', count: pages.length },
      ],
    });
    const { findings } = adviceFor(list, 'liaison', now);
    assert.doesNotMatch(JSON.stringify([findings, pages.map(keyPageDetail)]), /:slug/);
    assert.match(findings[0]!.heading, /: Home page, www\.library\.example\/news$/);
    assert.match(
      findings[1]!.next,
      /: Home page, No results \(place “no-results”\), Contact \(localhost:8080\/contact\)\. Open a page of “Catalog on a phone” on a phone/,
    );
    assert.deepEqual(pages.map(keyPageDetail), ['', '', 'seen on a phone', 'localhost:8080/contact']);
  });

  test('advice: never sends the coordinator to the coordinator', () => {
    const refused = aList({
      status: 'refused',
      attention: [{ reason: 'refused', level: 'bad', count: 2 }],
      refusals: [{ reason: 'origin-not-registered', count: 2, lastDate: '2026-11-24' }],
    });
    assert.match(firstOf(refused).next, /Ask your coordinator/);
    assert.doesNotMatch(firstOf(refused, 'coordinator').next, /your coordinator/);
    assert.equal(firstOf(refused, 'coordinator').letterToCoordinator, undefined);
  });

  test('advice: uses the most frequent reason', () => {
    const refusals: PlacementList['refusals'] = [
      { reason: 'origin-not-registered', count: 1, lastDate: '2026-11-24' },
      { reason: 'malformed-batch', count: 9, lastDate: '2026-11-24' },
    ];
    const attention: PlacementList['attention'] = [{ reason: 'refused', level: 'bad', count: 10 }];
    const advice = firstOf(aList({ status: 'refused', attention, refusals }));
    assert.match(advice.heading, /10 views are not counted/);
    assert.match(advice.next, /webmaster/);
    assert.equal(advice.showTag, true);
  });

  test('advice: a reason of a later version by its name', () => {
    const reason = 'some-new-reason' as RefusalReason;
    const refusals = [{ reason, count: 1, lastDate: '2026-11-24' }];
    const attention: PlacementList['attention'] = [{ reason: 'refused', level: 'bad', count: 1 }];
    assert.match(firstOf(aList({ status: 'refused', attention, refusals })).text, /1 × some new reason/);
  });

  test('email draft: keeps every character of the tag and of the name', () => {
    const fieldsOf = (href: string) => Object.fromEntries(new URL(href).searchParams);
    assert.match(
      fieldsOf(webmasterLetter(aList(), TAG))['body'] ?? '',
      /<script><\/script>\r\n<ask-us-now library="harford" style="a:b"><\/ask-us-now>\r\n[^]*\r\nask-us-now\{a:b\}\r\n/,
    );
    assert.equal(
      fieldsOf(coordinatorLetter(aList()))['subject'],
      'Please register a site for Harford & Sons "Library"',
    );
  });
});
