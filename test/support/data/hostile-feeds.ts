import { calendar, event, shift } from './calendars.ts';

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const day = (at: number): string =>
  new Date(Date.UTC(2026, 0, 1) + at * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');

/** A shift of an hour every day, from today on. */
const daily = (more: string): string =>
  shift('20260101T090000', '20260101T100000', `UID:${more}`, `RRULE:FREQ=DAILY${more}`);

/** Calendars that cost as much as their size lets them: `fault` is the code that refuses one, null: it is read. */
export const HOSTILE_FEEDS: readonly { title: string; fault: string | null; body: () => string }[] = [
  {
    title: 'a line of 900,000 parameters',
    fault: 'too-large-line',
    body: () => calendar(daily(''), `X-A${';P=1'.repeat(900_000)}:1\r\n`),
  },
  {
    title: '35 lines of 100 parameters that fill 100,000 characters each',
    fault: null,
    body: () => calendar(daily(''), `X-A${';P="1"'.repeat(100)}:${'x;,\\n'.repeat(19_000)}\r\n`.repeat(35)),
  },
  {
    title: '2,000 rules by week numbers and positions',
    fault: 'too-many-shifts',
    body: () =>
      calendar(
        ...numbers(1, 2_000).map((at) =>
          shift(
            '19700101T090000',
            '19700101T093000',
            `UID:${at}`,
            `RRULE:FREQ=YEARLY;BYWEEKNO=${numbers(1, 53).join()};BYDAY=MO,TU;BYSETPOS=${numbers(1, 100).join()}`,
          ),
        ),
      ),
  },
  {
    title: '2,000 rules that are counted from long ago and come to nothing',
    fault: 'too-costly',
    body: () =>
      calendar(
        ...numbers(1, 2_000).map((at) =>
          shift('16010101T090000', '16010101T093000', `UID:${at}`, 'RRULE:FREQ=YEARLY;COUNT=1;BYMONTH=2;BYMONTHDAY=30'),
        ),
      ),
  },
  {
    title: 'one event with 10,000 dates',
    fault: null,
    body: () =>
      calendar(
        shift(
          '20260101T090000',
          '20260101T093000',
          `RDATE:${numbers(1, 10_000)
            .map((at) => `${day(at)}T090000Z`)
            .join(',\r\n ')}`,
        ),
      ),
  },
  {
    title: '10,000 events',
    fault: null,
    body: () =>
      calendar(
        ...numbers(1, 10_000).map((at) =>
          shift(
            `${day(325 + (at % 60))}T${String(at % 24).padStart(2, '0')}0000`,
            `${day(326 + (at % 60))}T000000`,
            `UID:${at}-${'x'.repeat(150)}`,
          ),
        ),
      ),
  },
  {
    title: '10,000 shifts in two months',
    fault: null,
    body: () =>
      calendar(
        ...numbers(1, 6).map((at) => daily(`;BYHOUR=${numbers(0, 23).join()};INTERVAL=1;WKST=MO;BYMINUTE=${at}`)),
      ),
  },
  {
    title: '100,000 lines that open a part',
    fault: 'unreadable',
    body: () => calendar(daily(''), 'BEGIN:X\r\n'.repeat(100_000)),
  },
  {
    title: 'an event of 60,000 lines',
    fault: null,
    body: () =>
      calendar(
        event(
          'UID:a',
          'DTSTART:20260101T090000Z',
          'DTEND:20260101T100000Z',
          ...numbers(1, 60_000).map((at) => `COMMENT:${at}`),
        ),
      ),
  },
];
