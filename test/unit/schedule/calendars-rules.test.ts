// A rule of recurrence comes to the days that RFC 5545 names, by its own examples and by an independent engine.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import rrule from 'rrule';
import { Temporal } from 'temporal-polyfill';
import { parseCalendars } from '../../../server/src/schedule/calendars/jcal.ts';
import { FREQUENCIES, startsBetween, type Frequency } from '../../../server/src/schedule/calendars/recurrence.ts';
import { readRule } from '../../../server/src/schedule/calendars/rule-text.ts';
import { toRecurrence } from '../../../server/src/schedule/calendars/rule.ts';
import { readZone } from '../../../server/src/schedule/calendars/vtimezone.ts';
import { toInstantIn } from '../../../server/src/schedule/calendars/zones.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { calendar } from '../../support/data/calendars.ts';

const noLimit = () => undefined;
/** As if the clock on the wall were UTC. */
const starts = (rule: string, start: string, fromMs: number, toMs: number): string[] =>
  startsBetween(toRecurrence(readRule(rule)), Date.parse(`${start}Z`), fromMs, toMs, noLimit).map((ms) =>
    new Date(ms).toISOString().slice(0, 16),
  );

/** RFC 5545 §3.8.5.3: the rule, the start, the days that the examples list, by year and month. */
const EXAMPLES: [rule: string, start: string, days: string][] = [
  ['FREQ=DAILY;COUNT=10', '1997-09-02', '1997-09 02 03 04 05 06 07 08 09 10 11'],
  ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02', '1997-09 02 12 22 1997-10 02 12'],
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-09-02', '1997-09 02 16 30 1997-10 14 28 1997-11 11 25 1997-12 09 23'],
  ['FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH', '1997-09-02', '1997-09 02 04 09 11 16 18 23 25 30 1997-10 02'],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH', '1997-09-02', '1997-09 02 04 16 18 30 1997-10 02 14 16'],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05', '1997-08 05 10 19 24'],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05', '1997-08 05 17 19 31'],
  ['FREQ=MONTHLY;COUNT=6;BYDAY=1FR', '1997-09-05', '1997-09 05 1997-10 03 1997-11 07 1997-12 05 1998-01 02 1998-02 06'],
  ['FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=1SU,-1SU', '1997-09-07', '1997-09 07 28 1997-11 02 30 1998-01 04 25'],
  [
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    '1997-09-22',
    '1997-09 22 1997-10 20 1997-11 17 1997-12 22 1998-01 19 1998-02 16',
  ],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28', '1997-09 28 1997-10 29 1997-11 28 1997-12 29 1998-01 29 1998-02 26'],
  [
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    '1997-09-30',
    '1997-09 30 1997-10 01 31 1997-11 01 30 1997-12 01 31 1998-01 01 31 1998-02 01',
  ],
  [
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    '1997-09-10',
    '1997-09 10 11 12 13 14 15 1999-03 10 11 12 13',
  ],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU', '1997-09-02', '1997-09 02 09 16 23 30 1997-11 04 11 18 25 1998-01 06 13 20 27'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1997-09-02', '1998-02 13 1998-03 13 1998-11 13 1999-08 13 2000-10 13'],
  [
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    '1997-09-13',
    '1997-09 13 1997-10 11 1997-11 08 1997-12 13 1998-01 10',
  ],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', '1997-09 04 1997-10 07 1997-11 06'],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    '1997-09-29',
    '1997-09 29 1997-10 30 1997-11 27 1997-12 30 1998-01 29',
  ],
  ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '2007-01-15', '2007-01 15 30 2007-02 15 2007-03 15 30'],
  ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1997-06-10', '1997-06 10 1997-07 10 1998-06 10 1998-07 10'],
  [
    'FREQ=YEARLY;INTERVAL=2;COUNT=5;BYMONTH=1,2,3',
    '1997-03-10',
    '1997-03 10 1999-01 10 1999-02 10 1999-03 10 2001-01 10',
  ],
  [
    'FREQ=YEARLY;INTERVAL=3;COUNT=7;BYYEARDAY=1,100,200',
    '1997-01-01',
    '1997-01 01 1997-04 10 1997-07 19 2000-01 01 2000-04 09 2000-07 18 2003-01 01',
  ],
  ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', '1997-05 19 1998-05 18 1999-05 17'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12', '1997-05 12 1998-05 11 1999-05 17'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', '1997-03 13 20 27 1998-03 05 12 19 26 1999-03 04 11 18 25'],
  [
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996-11-05',
    '1996-11 05 2000-11 07 2004-11 02',
  ],
  // A week's set is the whole week's, though its first day is before the start.
  ['FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1,-1', '2026-05-06', '2026-05 08 11 15 18 22'],
  // Two filters, and what RFC 5545 leaves to the start: of a week, its weekday.
  ['FREQ=YEARLY;BYYEARDAY=1,2,3,4,5,6,7;BYDAY=MO', '2026-01-05', '2026-01 05 2027-01 04 2028-01 03'],
  ['FREQ=YEARLY;BYMONTHDAY=13;BYWEEKNO=7;BYDAY=FR', '2026-02-13', '2026-02 13 2032-02 13'],
  [
    'FREQ=YEARLY;BYMONTHDAY=1;BYYEARDAY=1,60',
    '2026-01-01',
    '2026-01 01 2026-03 01 2027-01 01 2027-03 01 2028-01 01 2029-01 01',
  ],
  ['FREQ=YEARLY;BYMONTHDAY=31;BYDAY=-1TH', '2026-12-31', '2026-12 31 2037-12 31'],
  ['FREQ=YEARLY;BYWEEKNO=20', '1997-05-14', '1997-05 14 1998-05 13 1999-05 19'],
];

describe('calendars: the examples of RFC 5545', () => {
  for (const [rule, start, days] of EXAMPLES) {
    test(`calendars: ${rule} from ${start}`, () => {
      let month = '';
      const expected = days
        .split(' ')
        .flatMap((word) => (word.length === 2 ? [`${month}-${word}T09:00`] : ((month = word), [])));
      const last = Date.parse(`${expected.at(-1)}Z`);
      const found = starts(rule, `${start}T09:00`, 0, last + (rule.includes('COUNT') ? 400 * DAY_MS : 0));
      assert.deepEqual(found, expected);
      // From its middle on it is the same.
      const middle = Date.parse(`${expected[Math.floor(expected.length / 2)]}Z`);
      assert.deepEqual(
        starts(rule, `${start}T09:00`, middle, last),
        expected.filter((each) => Date.parse(`${each}Z`) >= middle),
      );
    });
  }
});

const ICAL_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const among = (min: number, max: number) => fc.integer({ min, max });
const signed = (max: number) => fc.oneof(among(1, max), among(-max, -1));
const list = (item: fc.Arbitrary<number | string>, maxLength = 5) =>
  fc
    .uniqueArray(item, { minLength: 1, maxLength })
    .map((items) => [...items].sort((one, other) => Number(one) - Number(other)).join(','));
/** `weight` times as often as not. */
const part = (name: string, value: fc.Arbitrary<number | string>, weight = 1) =>
  fc.option(
    value.map((each) => `;${name}=${each}`),
    { nil: '', freq: weight },
  );
/** So many days on end, that other filters find something among them. */
const daysOfYear = fc
  .tuple(among(1, 240), among(30, 120))
  .map(([first, count]) => Array.from({ length: count }, (_, at) => first + at).join(','));
const weekday = fc.constantFrom(...ICAL_DAYS);
const numbered = (max: number) => fc.tuple(signed(max), weekday).map(([nth, day]) => `${nth}${day}`);

/**
 * Rules that the two engines read alike. Left out is where `rrule` differs from RFC 5545: numbered and plain weekdays in one
 * list, BYSETPOS out of order, twice, beyond the set, or in the week of the start, and a week counted from the end of its year.
 */
function ruleOf(freq: Frequency): fc.Arbitrary<string> {
  const days = {
    DAILY: [part('BYMONTHDAY', list(signed(31), 8)), part('BYDAY', list(weekday))],
    WEEKLY: [part('BYDAY', list(weekday))],
    MONTHLY: [part('BYMONTHDAY', list(signed(31), 8)), part('BYDAY', fc.oneof(list(weekday), list(numbered(5))))],
    YEARLY: [
      part('BYYEARDAY', fc.oneof(daysOfYear, list(signed(366), 40))),
      part('BYMONTHDAY', list(signed(31), 15)),
      fc.oneof(
        fc.tuple(list(among(1, 53), 20), list(weekday)).map(([weeks, each]) => `;BYWEEKNO=${weeks};BYDAY=${each}`),
        part('BYDAY', fc.oneof(list(weekday), list(numbered(5)), list(numbered(53)))),
      ),
    ],
  }[freq];
  return fc
    .tuple(
      part('INTERVAL', among(1, 4)),
      part('WKST', weekday),
      part('BYMONTH', list(among(1, 12), 8)),
      ...days,
      part('BYHOUR', list(among(0, 23), 3)),
      part('BYMINUTE', list(among(0, 59), 2)),
      freq === 'WEEKLY' ? fc.constant('') : part('BYSETPOS', fc.constantFrom('1', '-1')),
      part('COUNT', among(1, 30)),
    )
    .map((parts) => `FREQ=${freq}${parts.join('')}`)
    .filter((rule) => !rule.includes('BYSETPOS') || /;BY(?!SETPOS)/.test(rule));
}

describe('calendars: rules of each frequency come to the days that an independent engine finds', () => {
  const start = fc
    .tuple(among(2024, 2026), among(1, 12), among(1, 28), among(0, 23))
    .map(([year, month, day, hour]) => new Date(Date.UTC(year, month - 1, day, hour)).toISOString().slice(0, 16));
  for (const freq of FREQUENCIES) {
    test(freq, () => {
      let found = 0;
      fc.assert(
        fc.property(ruleOf(freq), start, among(0, 700), among(100, 600), (rule, from, skip, days) => {
          const startMs = Date.parse(`${from}Z`);
          const [fromMs, toMs] = [startMs + skip * DAY_MS, startMs + (skip + days) * DAY_MS];
          const compact = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.000/g, '');
          // Without an end the other engine would look for rare days until the year 9999.
          const other = rrule.rrulestr(`DTSTART:${compact(startMs)}\nRRULE:${rule};UNTIL=${compact(toMs)}`);
          const theirs = other
            .between(new Date(fromMs), new Date(toMs), true)
            .map((date) => date.toISOString().slice(0, 16));
          const ours = starts(rule, from, fromMs, toMs);
          assert.deepEqual(ours, theirs);
          found += ours.length;
        }),
        { numRuns: 300 },
      );
      assert.ok(found > 100, `${found} starts compared`);
    });
  }
});

test('calendars: Cairo’s clocks as a file writes them: the Friday among some days of the year, and of the month', () => {
  const rules = [
    'FREQ=YEARLY;BYDAY=FR;BYYEARDAY=-67,-66,-65,-64,-63,-62,-61',
    'FREQ=YEARLY;BYMONTH=4;BYDAY=FR;BYMONTHDAY=24,25,26,27,28,29,30',
  ];
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Our Cairo',
    ...[
      'BEGIN:STANDARD',
      'DTSTART:20231027T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0200',
      `RRULE:${rules[0]}`,
      'END:STANDARD',
    ],
    ...[
      'BEGIN:DAYLIGHT',
      'DTSTART:20230428T000000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0300',
      `RRULE:${rules[1]}`,
      'END:DAYLIGHT',
    ],
    'END:VTIMEZONE',
    '',
  ].join('\r\n');
  const own = readZone(parseCalendars(calendar(zone))[0]![2][0]!);
  const known = toInstantIn('Africa/Cairo');
  for (let day = Temporal.PlainDate.from('2024-01-01'); day.year < 2031; day = day.add({ days: 1 })) {
    for (const time of ['00:30', '12:00', '23:30']) {
      const wall = day.toPlainDateTime(time);
      assert.equal(own(wall), known(wall), wall.toString());
    }
  }
});
