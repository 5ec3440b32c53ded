/** Calendars in the manner of real exports, made up: no desk, person or address in them exists. */

const lines = (...text: string[]): string => text.map((line) => `${line}\r\n`).join('');

/** One event by its own lines. */
export const event = (...properties: string[]): string => lines('BEGIN:VEVENT', ...properties, 'END:VEVENT');

/** A whole file around events and time zones. */
export const calendar = (...parts: string[]): string =>
  `${lines('BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//Calendar//EN')}${parts.join('')}${lines('END:VCALENDAR')}`;

/** A shift in New York by default; more properties follow. */
export const shift = (start: string, end: string, ...more: string[]): string =>
  event(
    ...(more.some((line) => line.startsWith('UID')) ? [] : [`UID:${start}@example.org`]),
    ...(more.some((line) => line.startsWith('SUMMARY')) ? [] : ['SUMMARY:Reference desk']),
    `DTSTART;TZID=America/New_York:${start}`,
    `DTEND;TZID=America/New_York:${end}`,
    ...more,
  );

/** As Google Calendar writes New York today. */
export const GOOGLE_NEW_YORK = lines(
  'BEGIN:VTIMEZONE',
  'TZID:America/New_York',
  'X-LIC-LOCATION:America/New_York',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0400',
  'TZNAME:EDT',
  'DTSTART:19700308T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0500',
  'TZNAME:EST',
  'DTSTART:19701101T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
);

/** As Outlook writes a zone of its own, from 1601 on. */
export const outlookZone = (name: string): string =>
  lines(
    'BEGIN:VTIMEZONE',
    `TZID:${name}`,
    'BEGIN:STANDARD',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  );

/**
 * Google's manner: a series with exceptions and moved instances, people around it, an all-day event, names and folded lines.
 * Mondays and Wednesdays 9–12 from May 4 2026; the 6th left out, the 11th moved to 13–15, the 13th cancelled.
 */
export const GOOGLE_EXPORT = calendar(
  lines('CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:Chat roster', 'X-WR-TIMEZONE:America/New_York'),
  GOOGLE_NEW_YORK,
  event(
    'DTSTART;TZID=America/New_York:20260504T090000',
    'DTEND;TZID=America/New_York:20260504T120000',
    'RRULE:FREQ=WEEKLY;UNTIL=20260530T035959Z;BYDAY=MO,WE',
    'EXDATE;TZID=America/New_York:20260506T090000',
    'DTSTAMP:20260501T120000Z',
    'ORGANIZER;CN=Chat roster:mailto:roster@group.calendar.example.com',
    'UID:morning@example.com',
    'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Kim P',
    ' rovider;X-NUM-GUESTS=0:mailto:kim.provider@example.org',
    'CREATED:20260401T120000Z',
    'DESCRIPTION:Call Kim Provider at 555-0100 if late',
    'LAST-MODIFIED:20260501T120000Z',
    'LOCATION:Kim’s home office',
    'SEQUENCE:1',
    'STATUS:CONFIRMED',
    'SUMMARY:Chat\\, reference desk',
    'TRANSP:OPAQUE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:This is an event reminder',
    'TRIGGER:-P0DT0H10M0S',
    'END:VALARM',
  ),
  event(
    'DTSTART;TZID=America/New_York:20260511T130000',
    'DTEND;TZID=America/New_York:20260511T150000',
    'UID:morning@example.com',
    'RECURRENCE-ID;TZID=America/New_York:20260511T090000',
    'SEQUENCE:2',
    'STATUS:CONFIRMED',
    'SUMMARY:Chat\\, reference desk (moved)',
  ),
  event(
    'DTSTART;TZID=America/New_York:20260513T090000',
    'DTEND;TZID=America/New_York:20260513T120000',
    'UID:morning@example.com',
    'RECURRENCE-ID;TZID=America/New_York:20260513T090000',
    'STATUS:CANCELLED',
    'SUMMARY:Chat\\, reference desk',
  ),
  event('DTSTART;VALUE=DATE:20260525', 'DTEND;VALUE=DATE:20260526', 'UID:day@example.com', 'SUMMARY:Kim on vacation'),
);

/** LibStaffer's manner: every shift an event of its own, in UTC, some of them cancelled. */
export const LIBSTAFFER_EXPORT = calendar(
  lines('METHOD:PUBLISH', 'X-PUBLISHED-TTL:PT15M'),
  event(
    'UID:LS-1001@example.org',
    'DTSTAMP:20260501T120000Z',
    'DTSTART:20260504T130000Z',
    'DTEND:20260504T170000Z',
    'SUMMARY:Chat Desk: Morning',
    'DESCRIPTION:Kim Provider\\nkim.provider@example.org',
    'LOCATION:Main Library',
  ),
  event(
    'UID:LS-1002@example.org',
    'DTSTAMP:20260501T120000Z',
    'DTSTART:20260504T170000Z',
    'DTEND:20260505T010000Z',
    'SUMMARY:Chat Desk: Evening',
    'STATUS:CONFIRMED',
  ),
  event(
    'UID:LS-1003@example.org',
    'DTSTART:20260505T130000Z',
    'DTEND:20260505T170000Z',
    'SUMMARY:Chat Desk: Morning',
    'STATUS:CANCELLED',
  ),
);
