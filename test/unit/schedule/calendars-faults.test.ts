// A calendar that cannot be used is refused whole, with the event named and what would be right; nothing crashes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { feedShifts, MAX_SHIFTS } from '../../../server/src/schedule/calendars/expand.ts';
import { FeedFault } from '../../../server/src/schedule/calendars/fault.ts';
import { readFeed } from '../../../server/src/schedule/calendars/feed.ts';
import { calendar, event, GOOGLE_EXPORT, outlookZone, shift } from '../../support/data/calendars.ts';

const faultOf = (text: string): string => {
  try {
    readFeed(text, 'America/New_York');
    return 'none';
  } catch (error) {
    assert.ok(error instanceof FeedFault, String(error));
    return `${error.code}: ${error.message}`;
  }
};
/** In a second of this thread's CPU, however busy the machine is. */
const cheapFaultOf = (text: string): string => {
  const before = process.threadCpuUsage();
  const fault = faultOf(text);
  const { user, system } = process.threadCpuUsage(before);
  assert.ok(user + system < 1_000_000, `${user + system} µs`);
  return fault;
};
const nine = (...more: string[]) => shift('20260504T090000', '20260504T120000', ...more);

test('calendar faults: an end before its start names the event', () => {
  assert.equal(
    faultOf(calendar(nine(), shift('20260505T120000', '20260505T090000', 'SUMMARY:Chat desk'))),
    'end-before-start: the event of 2026-05-05 12:00 ends before it starts',
  );
  assert.match(faultOf(calendar(event('DTSTART:20260505T120000Z', 'DURATION:-PT1H'))), /^end-before-start/);
  assert.match(faultOf(calendar(nine('RDATE;VALUE=PERIOD:20260506T120000Z/20260506T110000Z'))), /^end-before-start/);
});

test('calendar faults: a zone that does not exist names the event and says what would be right', () => {
  assert.equal(
    faultOf(calendar(event('SUMMARY:Chat desk', 'DTSTART;TZID=America/Baltimore:20260504T090000'))),
    'unknown-zone: the event of 2026-05-04 09:00 is in the time zone "America/Baltimore", which is neither described ' +
      'in the file nor known: set the calendar’s time zone again in the program that exports it; it should be an IANA time zone like "America/New_York"',
  );
  const zoneless = outlookZone('Our time').replaceAll(/TZOFFSET.*\r\n/g, '');
  assert.match(
    faultOf(calendar(zoneless, event('DTSTART;TZID=Our time:20260504T090000'))),
    /^unknown-zone: .*"Our time"/,
  );
  const rambling = outlookZone('Our time').replace(/(BEGIN:STANDARD[^]*END:STANDARD\r\n)/, (each) => each.repeat(501));
  assert.match(faultOf(calendar(rambling, event('DTSTART;TZID=Our time:20260504T090000'))), /^unknown-zone/);
  const hourly = outlookZone('Our time').replaceAll('FREQ=YEARLY', 'FREQ=SECONDLY');
  assert.match(
    faultOf(calendar(hourly, event('DTSTART;TZID=Our time:20260504T090000'))),
    /^unknown-zone: .*"Our time"/,
  );
});

test('calendar faults: a web page, an empty answer, another file and a truncated calendar have different faults', () => {
  assert.match(faultOf('<!DOCTYPE html><html><title>Sign in</title></html>'), /^not-a-calendar: .*web page/);
  assert.match(faultOf(''), /^not-a-calendar: .*BEGIN:VCALENDAR/);
  assert.match(faultOf('{"kind":"calendar#events"}'), /^not-a-calendar/);
  assert.match(faultOf(GOOGLE_EXPORT.slice(0, -200)), /^truncated/);
});

test('calendar faults: times and rules that cannot be read name their event', () => {
  const named = 'the event of 2026-05-04 09:00';
  assert.equal(
    faultOf(calendar(nine('EXDATE:20261399T250000Z'))),
    `unreadable-time: ${named} has a time that cannot be read`,
  );
  assert.equal(
    faultOf(calendar(nine('RRULE:FREQ=MINUTELY'))),
    `unusable-rule: ${named} recurs MINUTELY: a shift recurs daily or less often`,
  );
  assert.match(
    faultOf(calendar(nine('RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5'))),
    /^unusable-rule: .*25 times/,
  );
  assert.match(
    faultOf(calendar(event('SUMMARY:Desk', 'DTEND:20260504T090000Z'))),
    /^unreadable-time: the event without a readable start has no start/,
  );
  assert.equal(
    faultOf(calendar(nine('RRULE:FREQ=FORTNIGHTLY'))),
    `unusable-rule: ${named} recurs by a rule whose FREQ is none of DAILY, WEEKLY, MONTHLY, YEARLY`,
  );
});

test('a broken line is not repeated: it may name a person', () => {
  const broken = calendar(nine('ATTENDEE;CN="Kim Provider:mailto:kim@example.org'));
  assert.equal(faultOf(broken), 'unreadable: cannot be read as iCalendar: a line of it is broken');
});

test('calendar faults: 100,000 events are refused before they are parsed', () => {
  const many = calendar(nine().repeat(100_000));
  assert.match(cheapFaultOf(many), /^too-many-events: has 100000 events, at most 10000 are read/);
});

test('calendar faults: 220,000 dates are refused before they are parsed, in one line, folded or each by itself, and of a zone too', () => {
  const dates = Array.from({ length: 220_000 }, () => '20260506T090000');
  const zone = outlookZone('Our time').replace('BEGIN:STANDARD', `BEGIN:STANDARD\r\nRDATE:${dates.join(',')}`);
  const texts = [
    calendar(nine(`EXDATE:${dates.join(',')}`)),
    calendar(nine(`RDATE;TZID=America/New_York:${dates.join(',\r\n ')}`)),
    calendar(nine(dates.map((date) => `exdate:${date}`).join('\r\n'))),
    calendar(zone, event('DTSTART;TZID=Our time:20260504T090000')),
  ];
  for (const text of texts) {
    assert.match(
      cheapFaultOf(text),
      /^too-many-events: has 220000 added and excepted dates .* at most 10000 are read|^too-large-line: /,
    );
  }
});

test('calendar faults: mutant: keeping any answer with status 200 loses all shifts to a sign-in page', () => {
  const keep = (_before: string, reply: { status: number; body: string }) => reply.body;
  const kept = keep(GOOGLE_EXPORT, { status: 200, body: '<!doctype html>' });
  const may = { startMs: Date.parse('2026-05-01T00:00Z'), endMs: Date.parse('2026-06-01T00:00Z') };
  assert.equal(feedShifts(GOOGLE_EXPORT, 'UTC', may).length, 6);
  assert.throws(() => feedShifts(kept, 'UTC', may), FeedFault);
});

test('calendar faults: calendars that would be dear to expand are refused', () => {
  const dates = Array.from({ length: 5_000 }, () => '20260506T090000').join(',');
  assert.match(
    faultOf(calendar(nine(`EXDATE:${dates}`).repeat(5))),
    /^too-many-events: .*25000 added and excepted dates/,
  );
  assert.match(faultOf(calendar(nine('RRULE:FREQ=DAILY').repeat(2_001))), /^too-many-events: .*2001 rules/);
  assert.match(faultOf(calendar(nine('RRULE:FREQ=DAILY;COUNT=200000'))), /^too-many-events: .*200000/);
});

test('calendar faults: however a calendar recurs, one with more than so many shifts is refused and never cut off', () => {
  const hourly = nine(`RRULE:FREQ=DAILY;BYHOUR=${[...Array(24).keys()].join(',')}`);
  const window = { startMs: Date.parse('2026-05-04T00:00Z'), endMs: Date.parse('2026-08-01T00:00Z') };
  const read = (desks: number) => feedShifts(calendar(hourly.repeat(desks)), 'UTC', window);
  assert.ok(read(4).length <= MAX_SHIFTS);
  assert.throws(() => read(100), { code: 'too-many-shifts' });
});

test('calendar faults: whatever a feed is cut to or has in its lines, it is read or refused, never a crash', () => {
  const whole = GOOGLE_EXPORT.split('\r\n');
  const line = fc.oneof(
    fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'END:VTIMEZONE',
      'DTSTART:',
      'RRULE:FREQ=',
      'UID',
      ' folded',
      ':',
      ';=',
    ),
    fc.string({ maxLength: 40 }),
  );
  const cut = [fc.nat(whole.length - 2), fc.array(line, { maxLength: 4 }), fc.boolean()] as const;
  fc.assert(
    fc.property(...cut, (index, added, isWhole) => {
      const text = [...whole.slice(0, index + 1), ...added, ...(isWhole ? whole.slice(index + 1) : ['END:VCALENDAR'])];
      assert.match(faultOf(text.join('\r\n')), /^none$|^[a-z-]+: /);
    }),
    { numRuns: 500 },
  );
});
