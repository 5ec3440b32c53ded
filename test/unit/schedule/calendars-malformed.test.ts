// What a lenient parser would read as another hour, another zone or another rule is refused, with the event named by its start.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ICAL from 'ical.js';
import { FeedFault } from '../../../server/src/schedule/calendars/fault.ts';
import { readFeed } from '../../../server/src/schedule/calendars/feed.ts';
import { calendar, event, outlookZone } from '../../support/data/calendars.ts';

const SECRET = 'Kim Provider';
const faultOf = (...properties: string[]): string => {
  const named = event('UID:kim', `SUMMARY:${SECRET}`, ...properties);
  try {
    readFeed(calendar(named), 'America/New_York');
    return 'none';
  } catch (error) {
    assert.ok(error instanceof FeedFault, String(error));
    assert.doesNotMatch(error.message, /kim|provider/i);
    return `${error.code}: ${error.message}`;
  }
};
const START = 'DTSTART:20261201T140000Z';
const END = 'DTEND:20261201T150000Z';

describe('calendars: times', () => {
  const STARTS = [
    '20261201T1400000Z',
    '20261201T14000Z',
    '20261201T140000+0000',
    '20261201T140000-05',
    '20261201T140000z',
    '20261201T140060Z',
    '20261201T146000Z',
    '20261201T240000Z',
    '20261201T2400Z',
    '20261301T140000Z',
    '20260229T140000Z',
    '20261200T140000Z',
    '2026-12-01T14:00:00Z',
    '20261201 140000Z',
    '20261201T140000Z ',
    '20261201T140000Z,20261202T140000Z',
    '00000101T000000Z',
    '120261201T140000Z',
    'Kim Provider',
  ];
  for (const start of STARTS) {
    test(`calendars: a start of ${JSON.stringify(start)} is refused`, () => {
      assert.match(
        faultOf(`DTSTART:${start}`),
        /^unreadable-time: the event (?:of 2026|without).* has a time that cannot be read$/,
      );
    });
  }
  const OTHERS = [
    [START, 'DTEND:20261201T1500000Z'],
    [START, END, 'RDATE:20261202T140000Z,20261203T1400000Z'],
    [START, END, 'EXDATE:20261202T140000+0000'],
    [START, END, 'RDATE;VALUE=PERIOD:20261202T140000Z/20261202T1500000Z'],
    [START, END, 'RDATE;VALUE=PERIOD:20261202T140000Z'],
    [START, END, 'RDATE;VALUE=PERIOD:20261202/PT1H'],
    [START, END, 'RECURRENCE-ID:20261201T140060Z'],
    [START, END, 'RRULE:FREQ=DAILY;UNTIL=20261205T1400000Z'],
    ['DTSTART;VALUE=DATE:20261201T140000'],
    ['DTSTART;VALUE=TEXT:20261201T140000Z'],
    [START, 'DURATION:P1H'],
    [START, 'DURATION:PT'],
    [START, 'DURATION:P1DT'],
    [START, 'DURATION:PT1.5H'],
    [START, 'DURATION:1H'],
    [START, 'DURATION:PT1H30'],
  ];
  for (const lines of OTHERS) {
    test(`calendars: ${lines.at(-1)} is refused`, () =>
      assert.match(faultOf(...lines), /^unreadable-time: the event of 2026-12-01/));
  }

  test('calendars: a repeated start, an end beside a duration, and ends of another kind are refused', () => {
    assert.match(faultOf(START, START, END), /has more than one DTSTART$/);
    assert.match(faultOf(START, END, END), /has more than one DTEND$/);
    assert.match(faultOf(START, END, 'DURATION:PT1H'), /has both an end and a duration/);
    assert.match(faultOf(START, 'DTEND;VALUE=DATE:20261202'), /has a start and an end of different kinds/);
    assert.match(faultOf(START, 'DTEND:20261201T150000'), /has a start and an end of different kinds/);
    assert.match(faultOf(START, END, 'EXDATE:20261202T140000'), /none for another of its dates/);
  });

  test('calendars: what RFC 5545 allows is read', () => {
    for (const lines of [
      [START, END],
      ['DTSTART;TZID="America/New_York":20261201T140000', 'DTEND;TZID=America/New_York:20261201T150000'],
      [START, 'DURATION:P1W'],
      [START, 'DURATION:P0DT3H0M0S'],
      [START, 'DURATION:+PT1H30M'],
      [START, END, 'RDATE;VALUE=PERIOD:20261202T140000Z/PT1H,20261203T140000Z/20261203T150000Z'],
      [START, END, 'RRULE:FREQ=DAILY', 'EXDATE;VALUE=DATE:20261202,20261203'],
      ['dtstart:20261201T140000', 'dtend:20261201T150000'],
    ]) {
      assert.equal(faultOf(...lines), 'none', lines.join(' '));
    }
  });

  test('calendars: mutant: the library’s parser makes six hours of one, and drops an offset', () => {
    const read = (value: string) =>
      (ICAL.parse(calendar(event(`DTSTART:${value}`))) as [0, 0, [0, [0, 0, 0, string][]][]])[2][0]![1][0]![3];
    assert.notEqual(read('20261201T1500000Z'), '2026-12-01T15:00:00Z');
    assert.equal(read('20261201T140000+0000'), '2026-12-01T14:00:00');
  });
});

describe('calendars: rules', () => {
  const RULES: [rule: string, says: RegExp][] = [
    ['FREQ=DAILY;COUNT=0', /whose COUNT is not a whole number of 1 or more$/],
    ['FREQ=DAILY;COUNT=-1', /whose COUNT is/],
    ['FREQ=DAILY;COUNT=ten', /whose COUNT is/],
    ['FREQ=DAILY;INTERVAL=0', /whose INTERVAL is/],
    ['FREQ=DAILY;BYHOUR=24', /whose BYHOUR is not a list of 0 to 23$/],
    ['FREQ=DAILY;BYMINUTE=60', /whose BYMINUTE is/],
    ['FREQ=DAILY;BYSECOND=60', /whose BYSECOND is/],
    ['FREQ=MONTHLY;BYMONTHDAY=0', /whose BYMONTHDAY is not a list of 1 to 31 or -31 to -1$/],
    ['FREQ=MONTHLY;BYMONTHDAY=32', /whose BYMONTHDAY is/],
    ['FREQ=YEARLY;BYYEARDAY=367', /whose BYYEARDAY is/],
    ['FREQ=YEARLY;BYWEEKNO=54', /whose BYWEEKNO is/],
    ['FREQ=YEARLY;BYMONTH=13', /whose BYMONTH is/],
    ['FREQ=YEARLY;BYMONTH=5L', /whose BYMONTH is/],
    ['FREQ=MONTHLY;BYDAY=0MO', /whose BYDAY is not a list of days like MO, 2MO or -1MO$/],
    ['FREQ=MONTHLY;BYDAY=Kim Provider', /whose BYDAY is/],
    ['FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO', /whose BYSETPOS is/],
    ['FREQ=WEEKLY;WKST=XX', /whose WKST is none of/],
    ['FREQ=WEEKLY;FREQ=DAILY', /that has FREQ twice$/],
    ['FREQ=WEEKLY;KIM=PROVIDER', /with a part that is none of FREQ, /],
    ['FREQ=WEEKLY;COUNT', /that cannot be read$/],
    ['COUNT=3', /whose FREQ is none of/],
    ['RSCALE=HEBREW;FREQ=YEARLY', /whose RSCALE is not GREGORIAN$/],
    ['FREQ=MONTHLY;SKIP=FORWARD;BYMONTHDAY=31', /whose SKIP is not OMIT$/],
  ];
  for (const [rule, says] of RULES) {
    test(`calendars: ${rule} is refused`, () => {
      const fault = faultOf(START, END, `RRULE:${rule}`);
      assert.match(fault, /^unusable-rule: the event of 2026-12-01 14:00 recurs by a rule /);
      assert.match(fault, says);
    });
  }

  test('calendars: parts that have no meaning together are refused', () => {
    for (const [rule, says] of [
      ['FREQ=WEEKLY;BYMONTHDAY=5', /recurs WEEKLY by days of the month \(BYMONTHDAY\), which a WEEKLY rule cannot$/],
      ['FREQ=MONTHLY;BYYEARDAY=5', /recurs MONTHLY by days of the year \(BYYEARDAY\), which only a YEARLY rule can$/],
      ['FREQ=MONTHLY;BYWEEKNO=5', /recurs MONTHLY by week numbers/],
      ['FREQ=WEEKLY;BYDAY=2MO', /recurs WEEKLY by numbered weekdays/],
      ['FREQ=YEARLY;BYWEEKNO=5;BYDAY=2MO', /recurs YEARLY by numbered weekdays/],
    ] as const) {
      assert.match(faultOf(START, END, `RRULE:${rule}`), says);
    }
  });
});

test('calendars: a zone whose offset has a digit too many is one that cannot be used, where an event is in it', () => {
  const zone = outlookZone('Our time').replaceAll('TZOFFSETTO:-0', 'TZOFFSETTO:-00');
  const shift = event('UID:a', 'DTSTART;TZID=Our time:20261201T140000', 'DTEND;TZID=Our time:20261201T150000');
  assert.throws(() => readFeed(calendar(zone, shift), 'UTC'), { code: 'unknown-zone' });
  assert.equal(readFeed(calendar(zone, event('UID:a', START, END)), 'UTC').count, 1);
});

test('calendars: lines beyond the limits are refused before they are parsed', () => {
  for (const line of [
    `X-A${';P=1'.repeat(900_000)}:1`,
    `X-A;P=${'1'.repeat(20_000)}:1`,
    `DESCRIPTION:${'x'.repeat(250_000)}`,
  ]) {
    const before = process.threadCpuUsage();
    assert.match(faultOf(START, END, line), /^too-large-line: has a line with/);
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(user + system < 1_000_000, `${user + system} µs`);
  }
});
