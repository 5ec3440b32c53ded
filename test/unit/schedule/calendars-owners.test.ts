// A shared desk's calendar: which library owes an event, by its title or location, and no title of it is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedShifts } from '../../../server/src/schedule/calendars/expand.ts';
import { readFeed } from '../../../server/src/schedule/calendars/feed.ts';
import type { Naming } from '../../../server/src/schedule/calendars/sanitize-calendar.ts';
import { calendar, shift } from '../../support/data/calendars.ts';

const NEW_YORK = 'America/New_York';
const MAY = { startMs: Date.parse('2026-05-01T04:00Z'), endMs: Date.parse('2026-06-01T04:00Z') };
const TITLES = ['Avery Sample - Chat', 'Blake Sample - Chat', 'GLOBAL: Cecil County', 'Casey Sample'];
const ROSTER = calendar(
  shift('20260504T090000', '20260504T110000', `SUMMARY:${TITLES[0]}`, 'LOCATION:Harford County Public Library'),
  shift(
    '20260505T090000',
    '20260505T110000',
    `SUMMARY:${TITLES[1]}`,
    'X-ASKUSNOW-LIBRARY:cecil',
    'X-ASKUSNOW-SERVICE:global',
  ),
  shift('20260506T090000', '20260506T110000', `SUMMARY:${TITLES[2]}`),
  shift(
    '20260507T090000',
    '20260507T110000',
    `SUMMARY:${TITLES[3]}`,
    'RRULE:FREQ=DAILY;COUNT=2',
    'LOCATION:Harford; desk 2',
  ),
);
const naming = (tier: Naming['tier']): Naming => ({
  tier,
  owners:
    tier === 'local'
      ? []
      : [
          { text: 'global: cecil', library: 'cecil', service: 'global' },
          { text: 'harford', library: 'harford' },
        ],
});
const shown = (body: string) =>
  feedShifts(body, NEW_YORK, MAY).map(({ startMs, label, library, service }) =>
    [new Date(startMs).toISOString().slice(5, 10), label, library, service].filter(Boolean).join(' '),
  );

test('calendar owners: the first rule that fits title or location says the library; every other event is an open hour', () => {
  const { body } = readFeed(ROSTER, NEW_YORK, naming('statewide'));
  assert.deepEqual(shown(body), [
    '05-04 harford statewide',
    '05-05 Shift',
    '05-06 cecil global',
    '05-07 harford statewide',
    '05-08 harford statewide',
  ]);
  // What is stored reads the same again.
  assert.equal(readFeed(body, NEW_YORK).body, body);
  assert.match(shown(readFeed(ROSTER, NEW_YORK, naming('global')).body)[0]!, /harford global$/);
});

test('calendar owners: no title of a shared desk is kept; mutant: one read as a library’s own calendar keeps the names', () => {
  const named = (tier: Naming['tier']): string[] => {
    const { body } = readFeed(ROSTER, NEW_YORK, naming(tier));
    return TITLES.filter((title) => body.includes(title));
  };
  assert.deepEqual(named('statewide'), []);
  assert.deepEqual(named('local'), TITLES);
});
