// A local time in a calendar is the instant that its writer meant, whatever the file says or leaves out of its zone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { feedShifts } from '../../../server/src/schedule/calendars/expand.ts';
import { parseCalendars } from '../../../server/src/schedule/calendars/jcal.ts';
import { ianaNameOf, toInstantIn } from '../../../server/src/schedule/calendars/zones.ts';
import { readZone } from '../../../server/src/schedule/calendars/vtimezone.ts';
import { expandHours } from '../../../server/src/schedule/hours/expand.ts';
import { calendar, event, GOOGLE_NEW_YORK, outlookZone } from '../../support/data/calendars.ts';

const YEAR = { startMs: Date.parse('2026-01-01T00:00Z'), endMs: Date.parse('2027-01-01T00:00Z') };
const at = (start: string, end: string) => event('UID:a', 'SUMMARY:Desk', `DTSTART${start}`, `DTEND${end}`);
const first = (body: string, zone = 'America/New_York') => {
  const [found] = feedShifts(body, zone, YEAR);
  return found && [found.startMs, found.endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join('/');
};
const NINE_TO_TWELVE = '2026-07-06T13:00/2026-07-06T16:00';
const inZone = (name: string) => at(`;TZID=${name}:20260706T090000`, `;TZID=${name}:20260706T120000`);

test('calendar zones: a zone that is named is that zone, with its description in the file and without it', () => {
  assert.equal(first(calendar(GOOGLE_NEW_YORK, inZone('America/New_York')), 'Asia/Tokyo'), NINE_TO_TWELVE);
  assert.equal(first(calendar(inZone('America/New_York')), 'Asia/Tokyo'), NINE_TO_TWELVE);
  assert.equal(first(calendar(inZone('US/Eastern')), 'Asia/Tokyo'), NINE_TO_TWELVE);
  assert.equal(first(calendar(inZone('/example.org/20070129_1/America/New_York')), 'Asia/Tokyo'), NINE_TO_TWELVE);
});

test('calendar zones: mutant: the parser’s own reading of a zone without a description is floating, hours away', () => {
  const [parsed] = parseCalendars(calendar(inZone('America/New_York')));
  const naive = new ICAL.Event(new ICAL.Component(parsed as unknown[]).getFirstSubcomponent('vevent')!);
  assert.equal(naive.startDate.zone?.tzid, 'floating');
  assert.notEqual(naive.startDate.toUnixTime() * 1000, Date.parse('2026-07-06T13:00Z'));
});

test('calendar zones: floating times are in the queue’s zone, UTC times in none', () => {
  const floating = calendar(at(':20260706T090000', ':20260706T120000'));
  assert.equal(first(floating, 'America/New_York'), NINE_TO_TWELVE);
  assert.equal(first(floating, 'America/Denver'), '2026-07-06T15:00/2026-07-06T18:00');
  const utc = calendar(at(':20260706T130000Z', ':20260706T160000Z'));
  assert.equal(first(utc, 'America/Denver'), NINE_TO_TWELVE);
});

test('calendar zones: Windows’ names are known with and without a description; other names have the file’s own rules', () => {
  const named = (name: string) => calendar(outlookZone(name), inZone(`"${name}"`));
  assert.equal(first(named('Eastern Standard Time'), 'Asia/Tokyo'), NINE_TO_TWELVE);
  assert.equal(first(calendar(inZone('Eastern Standard Time')), 'Asia/Tokyo'), NINE_TO_TWELVE);
  assert.equal(first(named('Customized Time Zone'), 'Asia/Tokyo'), NINE_TO_TWELVE);
  for (const shown of ['Eastern Time (US & Canada)', '(UTC-05:00) Eastern Time (US & Canada)', 'EST5EDT']) {
    assert.equal(first(calendar(inZone(`"${shown}"`)), 'Asia/Tokyo'), NINE_TO_TWELVE, shown);
  }
  // As an IANA name EST would be an hour off in July.
  assert.equal(first(named('EST'), 'Asia/Tokyo'), NINE_TO_TWELVE);
  assert.equal(ianaNameOf('EST'), undefined);
  assert.throws(
    () => first(calendar(inZone('EST'))),
    /set the calendar’s time zone again in the program that exports it/,
  );
  for (const name of ['constructor', '(UTC-05:00) ', 'Eastern Time']) assert.equal(ianaNameOf(name), undefined);
});

test('calendar zones: a name with a colon and without quotes is read, as Microsoft and Google write it', () => {
  const utc = '2026-07-06T09:00/2026-07-06T12:00';
  assert.equal(first(calendar(inZone('tzone://Microsoft/Utc')), 'Asia/Tokyo'), utc);
  assert.equal(first(calendar(inZone('"tzone://Microsoft/Utc"')), 'Asia/Tokyo'), utc);
  assert.equal(first(calendar(inZone('(UTC) Coordinated Universal Time')), 'Asia/Tokyo'), utc);
  assert.equal(first(calendar(inZone('tzone://Microsoft/Utc;VALUE=DATE-TIME')), 'Asia/Tokyo'), utc);
  assert.equal(first(calendar(inZone('(UTC-05:00) Eastern Time (US & Canada)')), 'Asia/Tokyo'), NINE_TO_TWELVE);
  for (const described of ['tzone://Microsoft/Custom', 'GMT-05:00'])
    assert.equal(first(calendar(outlookZone(described), inZone(described)), 'Asia/Tokyo'), NINE_TO_TWELVE, described);
  assert.throws(() => first(calendar(inZone('tzone://Microsoft/Custom'))), /neither described in the file nor known/);
  const series = event(
    'UID:a',
    'SUMMARY:Desk',
    'DTSTART;TZID=tzone://Microsoft/Utc:20260706T090000',
    'DTEND;TZID=tzone://Microsoft/Utc:20260706T120000',
    'RRULE:FREQ=DAILY;COUNT=4',
    'EXDATE;TZID=tzone://Microsoft/Utc:20260707T090000,20260708T090000',
  );
  assert.equal(feedShifts(calendar(series), 'Asia/Tokyo', YEAR).length, 2);
});

test('calendar zones: a file’s rules for a known zone do not count: exporters write old rules', () => {
  const old = GOOGLE_NEW_YORK.replace('BYMONTH=3;BYDAY=2SU', 'BYMONTH=4;BYDAY=1SU');
  const march = at(';TZID=America/New_York:20260320T090000', ';TZID=America/New_York:20260320T120000');
  assert.equal(first(calendar(old, march)), '2026-03-20T13:00/2026-03-20T16:00');
});

test('calendar zones: a zone’s own rules give every half hour of a year the instant that the tz database gives', () => {
  for (const text of [GOOGLE_NEW_YORK, outlookZone('x')]) {
    const own = readZone(parseCalendars(calendar(text))[0]![2][0]!);
    const known = toInstantIn('America/New_York');
    let wall = Temporal.PlainDateTime.from('2026-01-01T00:30');
    for (; wall.year === 2026; wall = wall.add({ minutes: 30 })) assert.equal(own(wall), known(wall), wall.toString());
  }
});

test('calendar zones: a zone without summer time any more keeps its last offset', () => {
  const over = outlookZone('x').replaceAll(/(BYMONTH=\d+)/g, '$1;UNTIL=20150101T000000Z');
  const own = readZone(parseCalendars(calendar(over))[0]![2][0]!);
  assert.equal(own(Temporal.PlainDateTime.from('2026-07-06T09:00')), Date.parse('2026-07-06T14:00Z'));
  assert.equal(own(Temporal.PlainDateTime.from('2014-07-06T09:00')), Date.parse('2014-07-06T13:00Z'));
});

test('calendar zones: a weekly series keeps its clock time over both clock changes, and an evening ends the next day', () => {
  const evening = event(
    'UID:a',
    'DTSTART;TZID=America/New_York:20260302T220000',
    'DTEND;TZID=America/New_York:20260303T010000',
    'RRULE:FREQ=WEEKLY',
  );
  const starts = feedShifts(calendar(evening), 'UTC', YEAR).map(({ startMs }) => new Date(startMs).getUTCHours());
  assert.deepEqual([...new Set(starts)], [3, 2]);
  assert.equal(starts.filter((hour) => hour === 2).length, 34);
});

const nightly = (start: string, end: string, ...more: string[]) =>
  calendar(event(`DTSTART;TZID=America/New_York:${start}`, `DTEND;TZID=America/New_York:${end}`, 'UID:a', ...more));
const onMarch8 = { startMs: Date.parse('2026-03-08T05:00Z'), endMs: Date.parse('2026-03-09T04:00Z') };
const minutes = (body: string) =>
  feedShifts(body, 'UTC', onMarch8).map(({ startMs, endMs }) => [
    new Date(startMs).toISOString().slice(0, 16),
    (endMs - startMs) / 60_000,
  ]);

test('the night that loses an hour: a shift written for it ends by the clock, one of a series keeps its length', () => {
  assert.deepEqual(minutes(nightly('20260307T220000', '20260308T060000')), [['2026-03-08T03:00', 420]]);
  assert.deepEqual(minutes(nightly('20260221T220000', '20260222T060000', 'RRULE:FREQ=WEEKLY')), [
    ['2026-03-08T03:00', 480],
  ]);
});

test('calendar zones: a shift whose first minutes the clock skips begins when the clock goes on', () => {
  assert.deepEqual(minutes(nightly('20260301T023000', '20260301T040000', 'RRULE:FREQ=DAILY')), [
    ['2026-03-08T07:30', 90],
  ]);
});

test('calendar zones: mutant: a rule expanded in its own zone leaves that desk empty', () => {
  // As RFC 5545 §3.3.10 has it: an instance whose local time the clock skips does not exist.
  const naive = ['2026-03-07', '2026-03-08', '2026-03-09'].flatMap((day) => {
    const wall = Temporal.PlainDateTime.from(`${day}T02:30`);
    try {
      return wall.toZonedDateTime('America/New_York', { disambiguation: 'reject' }).epochMilliseconds;
    } catch {
      return [];
    }
  });
  assert.deepEqual(
    naive.filter((startMs) => startMs >= onMarch8.startMs && startMs < onMarch8.endMs),
    [],
  );
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const zone = fc.constantFrom(
  'America/New_York',
  'America/St_Johns',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Havana',
  'UTC',
);
const ICAL_DAYS = { mo: 'MO', tu: 'TU', we: 'WE', th: 'TH', fr: 'FR', sa: 'SA', su: 'SU' } as const;

/** The offset changes while it lasts, so that a length by the clock and one by the wall are two. */
const crossesChange = (name: string, startMs: number, endMs: number): boolean => {
  const offset = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name).offsetNanoseconds;
  return offset(startMs) !== offset(endMs);
};

test('calendar zones: a weekly series of a calendar is the weekly rule of the hours, in any zone, all year', () => {
  fc.assert(
    fc.property(zone, fc.constantFrom(...WEEKDAYS), clock, clock, (name, day, open, close) => {
      const date = Temporal.PlainDate.from('2025-12-01').add({ days: WEEKDAYS.indexOf(day) });
      const ends = close > open ? date : date.add({ days: 1 });
      const local = (on: Temporal.PlainDate, time: string) => `${on.toString()}T${time}00`.replaceAll(/[-:]/g, '');
      const body = calendar(
        event(
          'UID:a',
          `DTSTART;TZID=${name}:${local(date, open)}`,
          `DTEND;TZID=${name}:${local(ends, close)}`,
          `RRULE:FREQ=WEEKLY;BYDAY=${ICAL_DAYS[day]}`,
        ),
      );
      const shifts = feedShifts(body, 'Asia/Tokyo', YEAR);
      const hours = { weekly: [{ days: [day], open, close }], seasons: [], exceptions: [] };
      const open52 = expandHours(hours, name, { startMs: YEAR.startMs - 2 * 864e5, endMs: YEAR.endMs + 2 * 864e5 });
      const usual = (open52 ?? []).filter(
        ({ startMs, endMs }) =>
          startMs < YEAR.endMs && endMs > YEAR.startMs && !crossesChange(name, startMs - 36e5, endMs + 36e5),
      );
      const found = new Map(shifts.map(({ startMs, endMs }) => [startMs, endMs]));
      for (const { startMs, endMs } of usual) assert.equal(found.get(startMs), endMs, new Date(startMs).toISOString());
      // What begins or ends around a clock change is there too: once a week, of the length that its end gave it.
      const lengthMs = new Set(shifts.map(({ startMs, endMs }) => endMs - startMs));
      assert.equal(lengthMs.size, 1);
      assert.ok(shifts.length >= 52 && shifts.length <= 53 && usual.length >= 48);
    }),
    { numRuns: 200 },
  );
});
