// Events of an iCalendar file become shifts at the times that their author sees on screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedShifts } from '../../../server/src/schedule/calendars/expand.ts';
import { readFeed } from '../../../server/src/schedule/calendars/feed.ts';
import { calendar, event, GOOGLE_EXPORT, LIBSTAFFER_EXPORT, shift } from '../../support/data/calendars.ts';

const NEW_YORK = 'America/New_York';
const MAY = { startMs: Date.parse('2026-05-01T04:00Z'), endMs: Date.parse('2026-06-01T04:00Z') };
const instant = (ms: number) => new Date(ms).toISOString().slice(5, 16);
const shown = (body: string, window = MAY, zone = NEW_YORK) =>
  feedShifts(body, zone, window).map(({ startMs, endMs }) => `${instant(startMs)}/${instant(endMs)}`);

test('calendar feed: a series has its exceptions, its moved and its cancelled instances', () => {
  assert.deepEqual(shown(GOOGLE_EXPORT), [
    '05-04T13:00/05-04T16:00',
    '05-11T17:00/05-11T19:00',
    '05-18T13:00/05-18T16:00',
    '05-20T13:00/05-20T16:00',
    '05-25T13:00/05-25T16:00',
    '05-27T13:00/05-27T16:00',
  ]);
  const labels = new Set(feedShifts(GOOGLE_EXPORT, NEW_YORK, MAY).map(({ label }) => label));
  assert.deepEqual(labels, new Set(['Chat, reference desk', 'Chat, reference desk (moved)']));
});

test('calendar feed: a roster of single shifts in UTC is read, but for what is cancelled', () => {
  assert.deepEqual(feedShifts(LIBSTAFFER_EXPORT, NEW_YORK, MAY), [
    {
      startMs: Date.parse('2026-05-04T13:00Z'),
      endMs: Date.parse('2026-05-04T17:00Z'),
      label: 'Chat Desk: Morning',
      uid: 'LS-1001@example.org',
    },
    {
      startMs: Date.parse('2026-05-04T17:00Z'),
      endMs: Date.parse('2026-05-05T01:00Z'),
      label: 'Chat Desk: Evening',
      uid: 'LS-1002@example.org',
    },
  ]);
});

test('calendar feed: nothing of a person is kept, and what is kept reads the same again', () => {
  for (const text of [GOOGLE_EXPORT, LIBSTAFFER_EXPORT]) {
    const { body, count } = readFeed(text, NEW_YORK);
    assert.doesNotMatch(body, /kim|555|attendee|organizer|description|location|alarm|dtstamp|vacation/i);
    assert.deepEqual(feedShifts(body, NEW_YORK, MAY), feedShifts(text, NEW_YORK, MAY));
    const again = readFeed(body, NEW_YORK);
    assert.deepEqual([again.body, again.count], [body, count]);
  }
});

test('calendar feed: two exports that say the same are kept as the same text', () => {
  const one = shift('20260504T090000', '20260504T120000', 'DTSTAMP:20260501T000000Z', 'LAST-MODIFIED:20260501T000000Z');
  const later = shift('20260504T090000', '20260504T120000', 'DTSTAMP:20260502T000000Z');
  const other = shift('20260505T090000', '20260505T120000', 'TRANSP:OPAQUE');
  assert.equal(
    readFeed(calendar(one, other), NEW_YORK).body,
    readFeed(calendar(shift('20260505T090000', '20260505T120000'), later), NEW_YORK).body,
  );
});

test('calendar feed: a label is one line of at most 80 characters, and a shift without one is called a shift', () => {
  const labelOf = (summary: string) =>
    feedShifts(calendar(shift('20260504T090000', '20260504T120000', summary)), NEW_YORK, MAY)[0]?.label;
  assert.equal(labelOf('SUMMARY:  Chat \\n  desk\\; east '), 'Chat desk; east');
  assert.equal(labelOf(`SUMMARY:${'🙂'.repeat(100)}`), '🙂'.repeat(80));
  assert.equal(labelOf('SUMMARY:'), 'Shift');
});

const WEEK = { startMs: Date.parse('2026-05-04T04:00Z'), endMs: Date.parse('2026-05-11T04:00Z') };
const series = (rule: string, ...more: string[]) =>
  calendar(shift('20260504T090000', '20260504T120000', `RRULE:${rule}`, ...more));
const days = (body: string, window = MAY) =>
  shown(body, window)
    .map((each) => each.slice(3, 5))
    .join(' ');

test('calendar feed: rules of recurrence by day, week, month, number, end and step', () => {
  assert.equal(days(series('FREQ=DAILY;COUNT=3')), '04 05 06');
  assert.equal(days(series('FREQ=DAILY;INTERVAL=10')), '04 14 24');
  assert.equal(days(series('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU')), '04 08 18 22');
  assert.equal(days(series('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260518T130000Z')), '04 11 18');
  assert.equal(days(series('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260518T125959Z')), '04 11');
  assert.equal(days(series('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260518')), '04 11 18');
  assert.equal(days(series('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1')), '04 29');
  assert.equal(days(series('FREQ=MONTHLY;BYMONTHDAY=4,-1')), '04 31');
  assert.equal(days(series('FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO')), '04 25');
});

test('calendar feed: a series that began long ago and has no end is expanded within the window only', () => {
  const endless = calendar(shift('20100104T090000', '20100104T120000', 'RRULE:FREQ=WEEKLY'));
  assert.equal(days(endless), '04 11 18 25');
  const week = { startMs: Date.parse('2036-05-01T00:00Z'), endMs: Date.parse('2036-05-08T00:00Z') };
  assert.deepEqual(shown(endless, week), ['05-05T13:00/05-05T16:00']);
});

test('calendar feed: dates are added to a series and taken from it, each in its own terms', () => {
  const extra = 'RDATE;TZID=America/Chicago:20260507T080000,20260508T100000';
  const period = 'RDATE;VALUE=PERIOD:20260509T130000Z/PT1H';
  assert.deepEqual(shown(series('FREQ=DAILY;COUNT=2', extra, period), WEEK), [
    '05-04T13:00/05-04T16:00',
    '05-05T13:00/05-05T16:00',
    '05-07T13:00/05-07T16:00',
    '05-08T15:00/05-08T18:00',
    '05-09T13:00/05-09T14:00',
  ]);
  const off = ['EXDATE:20260505T130000Z', 'EXDATE;VALUE=DATE:20260506', 'EXDATE;TZID=America/Chicago:20260507T080000'];
  assert.equal(days(series('FREQ=DAILY;COUNT=5', ...off), WEEK), '04 08');
  assert.equal(days(series('FREQ=DAILY;COUNT=5', 'EXRULE:FREQ=DAILY;INTERVAL=2')), '05 07');
});

test('calendar feed: one instance is shortened, moved out of the window, or into it', () => {
  const moved = (original: string, start: string, end: string) =>
    shift(start, end, 'UID:a', `RECURRENCE-ID;TZID=America/New_York:${original}`);
  const body = calendar(
    shift('20260504T090000', '20260504T120000', 'UID:a', 'RRULE:FREQ=DAILY;COUNT=60'),
    moved('20260505T090000', '20260505T100000', '20260505T110000'),
    moved('20260506T090000', '20260606T090000', '20260606T120000'),
    moved('20260620T090000', '20260509T200000', '20260509T210000'),
  );
  assert.deepEqual(shown(body, WEEK), [
    '05-04T13:00/05-04T16:00',
    '05-05T14:00/05-05T15:00',
    '05-07T13:00/05-07T16:00',
    '05-08T13:00/05-08T16:00',
    '05-09T13:00/05-09T16:00',
    '05-10T00:00/05-10T01:00',
    '05-10T13:00/05-10T16:00',
  ]);
});

test('calendar feed: “this and all that follow” moves, and ends, what follows', () => {
  const first = shift('20260504T090000', '20260504T120000', 'UID:a', 'RRULE:FREQ=DAILY;COUNT=7');
  const from = (day: string) => `RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:${day}T090000`;
  const later = shift('20260506T130000', '20260506T140000', 'UID:a', from('20260506'));
  const over = shift('20260509T090000', '20260509T120000', 'UID:a', from('20260509'), 'STATUS:CANCELLED');
  assert.deepEqual(shown(calendar(first, later, over)), [
    '05-04T13:00/05-04T16:00',
    '05-05T13:00/05-05T16:00',
    '05-06T17:00/05-06T18:00',
    '05-07T17:00/05-07T18:00',
    '05-08T17:00/05-08T18:00',
  ]);
});

test('calendar feed: a series that is cancelled takes its instances with it; of two versions the newer holds', () => {
  const whole = (...more: string[]) => shift('20260504T090000', '20260504T120000', 'UID:a', ...more);
  const moved = shift('20260505T100000', '20260505T110000', 'UID:a', 'RECURRENCE-ID:20260505T130000Z');
  assert.deepEqual(shown(calendar(whole('RRULE:FREQ=DAILY', 'STATUS:CANCELLED'), moved)), []);
  const versions = [whole('SEQUENCE:2', 'RRULE:FREQ=DAILY;COUNT=2'), whole('SEQUENCE:1', 'RRULE:FREQ=DAILY')];
  assert.equal(days(calendar(...versions)), '04 05');
  assert.equal(days(calendar(...versions.reverse())), '04 05');
});

test('calendar feed: an instance that became an all-day event is off', () => {
  const off = event('UID:a', 'RECURRENCE-ID:20260505T130000Z', 'DTSTART;VALUE=DATE:20260505', 'SUMMARY:Training');
  assert.equal(
    days(calendar(shift('20260504T090000', '20260504T120000', 'UID:a', 'RRULE:FREQ=DAILY;COUNT=3'), off)),
    '04 06',
  );
});

test('careless events: the same UID twice, none at all, a length in place of an end, no length', () => {
  const careless = calendar(
    shift('20260504T090000', '20260504T120000', 'UID:a'),
    shift('20260505T090000', '20260505T120000', 'UID:a'),
    event('DTSTART:20260506T130000Z', 'DURATION:PT3H', 'SUMMARY:Desk'),
    event('DTSTART:20260507T130000Z', 'DURATION:PT3H', 'SUMMARY:Desk'),
    event('UID:b', 'DTSTART:20260508T130000Z', 'SUMMARY:Reminder'),
    event('UID:c', 'DTSTART:20260509T130000Z', 'DTEND:20260509T130000Z', 'SUMMARY:Reminder'),
  );
  assert.equal(days(careless), '04 05 06 07');
});

test('calendar feed: a shift over the edge of the window, or over midnight, is given whole', () => {
  const night = series('FREQ=DAILY').replace(
    'DTEND;TZID=America/New_York:20260504T12',
    'DTEND;TZID=America/New_York:20260505T02',
  );
  const window = { startMs: Date.parse('2026-05-06T05:00Z'), endMs: Date.parse('2026-05-06T14:00Z') };
  assert.deepEqual(shown(night, window), ['05-05T13:00/05-06T06:00', '05-06T13:00/05-07T06:00']);
});

test('calendar feed: several calendars in one file, a byte-order mark and bare line feeds are read', () => {
  const two =
    calendar(shift('20260504T090000', '20260504T120000')) + calendar(shift('20260505T090000', '20260505T120000'));
  assert.equal(days(`\uFEFF${two.replaceAll('\r\n', '\n')}`), '04 05');
});
