// Entries that are no shifts are left out and counted; a local time without a zone is in the zone that its calendar names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedShifts } from '../../../server/src/schedule/calendars/expand.ts';
import { readFeed } from '../../../server/src/schedule/calendars/feed.ts';
import { run } from '../../../server/src/schedule/calendars/read-task.ts';
import { calendar, event, shift } from '../../support/data/calendars.ts';

const MAY = { startMs: Date.parse('2026-05-01T04:00Z'), endMs: Date.parse('2026-06-01T04:00Z') };
const NEW_YORK = 'America/New_York';
const starts = (body: string, zone = NEW_YORK) =>
  feedShifts(body, zone, MAY).map(({ startMs }) => new Date(startMs).toISOString().slice(5, 16));

const BUSY = shift('20260504T090000', '20260504T120000');
const FREE = shift('20260505T090000', '20260505T120000', 'TRANSP:TRANSPARENT');
const TENTATIVE = shift('20260506T090000', '20260506T120000', 'STATUS:tentative');
const CANCELLED = shift('20260507T090000', '20260507T120000', 'STATUS:CANCELLED');
const ALL_DAY = event('UID:day', 'SUMMARY:Kim on vacation', 'DTSTART;VALUE=DATE:20260508', 'TRANSP:TRANSPARENT');

test('calendars: free, tentative, cancelled and all-day entries are no shifts, and are counted', () => {
  const body = calendar(BUSY, FREE, TENTATIVE, CANCELLED, ALL_DAY, ALL_DAY.replace('UID:day', 'UID:other'));
  const feed = readFeed(body, NEW_YORK);
  assert.deepEqual(feed.leftOut, { allDay: 2, free: 1, tentative: 1, cancelled: 1 });
  assert.equal(feed.count, 1);
  assert.deepEqual(starts(body), ['05-04T13:00']);
  assert.deepEqual(starts(feed.body), ['05-04T13:00']);
});

/** An instance of the series "s", in May. */
const instance = (day: string, start: string, end: string, ...more: string[]): string =>
  shift(
    `202605${day}T${start}00`,
    `202605${day}T${end}00`,
    'UID:s',
    ...(more.some((line) => line.startsWith('RECURRENCE-ID'))
      ? []
      : [`RECURRENCE-ID;TZID=${NEW_YORK}:202605${day}T090000`]),
    ...more,
  );
const series = (...more: string[]): string =>
  shift('20260504T090000', '20260504T120000', 'UID:s', 'RRULE:FREQ=DAILY;COUNT=4', ...more);
const DAYS = event('UID:s', 'DTSTART;VALUE=DATE:20260504', 'RRULE:FREQ=DAILY;COUNT=4', 'SUMMARY:Kim is in');

test('calendars: an instance that is free or tentative is no shift, and the rest of its series is', () => {
  const body = calendar(
    series(),
    instance('05', '0900', '1200', 'TRANSP:TRANSPARENT'),
    instance('06', '0900', '1200', 'STATUS:TENTATIVE'),
  );
  assert.deepEqual(starts(body), ['05-04T13:00', '05-07T13:00']);
  assert.deepEqual(readFeed(body, NEW_YORK).leftOut, { allDay: 0, free: 1, tentative: 1, cancelled: 0 });
});

for (const [title, whole, named, reason] of [
  ['free', series('TRANSP:TRANSPARENT'), [], 'free'],
  ['tentative', series('STATUS:TENTATIVE'), [], 'tentative'],
  ['all-day', DAYS, ['RECURRENCE-ID;VALUE=DATE:20260505'], 'allDay'],
] as const) {
  test(`calendars: an instance that is busy in a series that is ${title} is a shift`, () => {
    const body = calendar(whole, instance('05', '1000', '1300', ...named));
    const feed = readFeed(body, NEW_YORK);
    assert.deepEqual(starts(body), ['05-05T14:00']);
    assert.deepEqual(starts(feed.body), ['05-05T14:00']);
    assert.equal(feed.count, 1);
    assert.deepEqual(feed.leftOut, { allDay: 0, free: 0, tentative: 0, cancelled: 0, [reason]: 1 });
  });

  test(`calendars: an instance that is busy from then on in a series that is ${title} is a series of shifts`, () => {
    const original = named.length > 0 ? 'VALUE=DATE:20260506' : `TZID=${NEW_YORK}:20260506T090000`;
    const body = calendar(
      whole,
      instance('06', '1000', '1300', `RECURRENCE-ID;RANGE=THISANDFUTURE;${original}`),
      instance('07', '1500', '1600', ...(named.length > 0 ? ['RECURRENCE-ID;VALUE=DATE:20260507'] : [])),
    );
    const feed = readFeed(body, NEW_YORK);
    assert.deepEqual(starts(body), ['05-06T14:00', '05-07T19:00']);
    assert.deepEqual(starts(feed.body), ['05-06T14:00', '05-07T19:00']);
    assert.equal(feed.count, 2);
    assert.equal(readFeed(feed.body, NEW_YORK).body, feed.body);
    const alone = calendar(whole, instance('06', '1000', '1300', `RECURRENCE-ID;RANGE=THISANDFUTURE;${original}`));
    assert.deepEqual(starts(readFeed(alone, NEW_YORK).body), ['05-06T14:00', '05-07T14:00']);
  });
}

test('calendars: a series that is cancelled has no instances left', () => {
  const body = calendar(series('STATUS:CANCELLED'), instance('05', '1000', '1300'));
  assert.deepEqual(starts(body), []);
  assert.equal(readFeed(body, NEW_YORK).count, 0);
});

test('calendars: mutant: taking every entry for a shift shows somebody who is free, tentative or off', () => {
  const asShifts = (body: string) => body.replaceAll(/^(?:TRANSP|STATUS):.*\r\n/gm, '');
  assert.equal(starts(asShifts(calendar(BUSY, FREE, TENTATIVE, CANCELLED))).length, 4);
});

test('calendars: mutant: leaving a free series out with all its instances loses a shift', () => {
  const withoutUid = (body: string, uid: string) =>
    body.replaceAll(/BEGIN:VEVENT.*?END:VEVENT\r\n/gs, (each) => (each.includes(`UID:${uid}\r\n`) ? '' : each));
  const body = calendar(BUSY, series('TRANSP:TRANSPARENT'), instance('05', '1000', '1300'));
  assert.deepEqual(starts(body), ['05-04T13:00', '05-05T14:00']);
  assert.deepEqual(starts(withoutUid(body, 's')), ['05-04T13:00']);
});

const read = (body: string, known = { body: null as string | null, events: 0, goodAtMs: null as number | null }) =>
  run({
    bytes: new TextEncoder().encode(body),
    zone: NEW_YORK,
    nowMs: MAY.startMs,
    naming: { tier: 'local', owners: [] },
    known,
  });

test('calendars: a new calendar of which no entry is a shift is a fault that says what its entries are', () => {
  const fault = { code: 'no-events', detail: '' };
  for (const [body, says] of [
    [calendar(ALL_DAY), 'has no shift among its entries: 1 all-day.'],
    [
      calendar(ALL_DAY, FREE, FREE.replace('0505T', '0506T'), TENTATIVE, CANCELLED),
      'entries: 1 all-day, 2 shown as free, 1 tentative.',
    ],
  ] as const) {
    const found = read(body);
    assert.ok('fault' in found);
    assert.equal(found.fault.code, fault.code);
    assert.ok(found.fault.detail.includes(says), found.fault.detail);
  }
  // What is kept of an empty calendar is what is kept of this one.
  assert.ok('fault' in read(calendar(ALL_DAY), { body: readFeed(calendar(), NEW_YORK).body, events: 0, goodAtMs: 1 }));
});

test('calendars: a new calendar may be empty, or have cancelled shifts alone', () => {
  for (const body of [calendar(), calendar(CANCELLED)]) {
    const found = read(body);
    assert.ok('body' in found && found.events === 0);
  }
});

const FLOATING = event(
  'UID:f',
  'DTSTART:20260504T090000',
  'DTEND:20260504T120000',
  'RRULE:FREQ=DAILY;COUNT=3',
  'EXDATE:20260505T090000',
);

test('calendars: a known X-WR-TIMEZONE decides floating times, an unknown one leaves them to the queue’s zone', () => {
  const named = (zone: string) => calendar(`X-WR-TIMEZONE:${zone}\r\n`, FLOATING);
  assert.deepEqual(starts(named('America/Denver')), ['05-04T15:00', '05-06T15:00']);
  assert.deepEqual(starts(named('Mountain Standard Time')), ['05-04T15:00', '05-06T15:00']);
  assert.deepEqual(starts(named('UTC')), ['05-04T09:00', '05-06T09:00']);
  assert.deepEqual(starts(named('Nowhere/Known')), ['05-04T13:00', '05-06T13:00']);
  assert.deepEqual(starts(calendar(FLOATING)), ['05-04T13:00', '05-06T13:00']);
});

test('calendars: what is kept of floating times reads the same, and each calendar of a file has its own zone', () => {
  const denver = calendar('X-WR-TIMEZONE:America/Denver\r\n', FLOATING);
  const plain = calendar(FLOATING.replace('UID:f', 'UID:g'));
  const { body } = readFeed(denver + plain, NEW_YORK);
  assert.deepEqual(starts(body), ['05-04T13:00', '05-04T15:00', '05-06T13:00', '05-06T15:00']);
  const zoned = calendar('X-WR-TIMEZONE:America/Denver\r\n', BUSY);
  assert.deepEqual(starts(zoned), ['05-04T13:00']);
});
