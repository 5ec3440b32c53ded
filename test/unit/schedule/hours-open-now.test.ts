// Whether patrons find a desk open, and until when, however far ahead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS, type HoursRules } from '@askusnow/sdk/contract';
import { patronHours } from '../../../server/src/schedule/hours/open-now.ts';

/** A Monday, 10 AM in New York. */
const NOW = Date.parse('2026-05-04T14:00:00.000Z');
const days = [...WEEKDAYS];
const ALWAYS: HoursRules = { weekly: [{ days, open: '00:00', close: '24:00' }], seasons: [], exceptions: [] };

const at = (change: Partial<HoursRules>, closedUntilMs: number | null = null) =>
  patronHours({ hours: { ...ALWAYS, ...change }, zone: 'America/New_York', closedUntilMs }, NOW).now;

const NEVER = { hours: 'open', neverCloses: true, closesAt: null, opensAt: null };
const until = (closesAt: string) => ({ hours: 'open', neverCloses: false, closesAt, opensAt: null });

test('open now: never closes where no week and no date ahead closes it', () => {
  assert.deepEqual(at({}), NEVER);
  assert.deepEqual(at({ weekly: [{ days, open: '09:00', close: '09:00' }] }), NEVER);
  assert.deepEqual(at({ exceptions: [{ date: '2026-05-03', open: [] }] }), NEVER, 'a closing of the past');
  const open = [{ open: '00:00', close: '24:00' }];
  assert.deepEqual(at({ exceptions: [{ date: '2027-05-03', open }] }), NEVER);
});

test('open now: what closes later says when, however far ahead', () => {
  assert.deepEqual(at({ exceptions: [{ date: '2026-05-07', open: [] }] }), until('2026-05-07T04:00:00.000Z'));
  assert.deepEqual(at({ exceptions: [{ date: '2026-12-25', open: [] }] }), until('2026-12-25T05:00:00.000Z'));
  const nights = [{ days, open: '08:00', close: '22:00' }];
  const summer = { from: '2027-06-01', to: '2027-08-31', name: 'Summer', weekly: nights };
  assert.deepEqual(at({ seasons: [summer] }), until('2027-06-01T04:00:00.000Z'));
});

test('open now: one Monday that a Sunday’s exception keeps open is no pattern', () => {
  const weekly = [
    { days: days.filter((day) => day !== 'mo'), open: '00:00', close: '24:00' },
    { days: ['mo' as const], open: '06:00', close: '24:00' },
  ];
  const long = (date: string) => ({
    date,
    open: [
      { open: '00:00', close: '24:00' },
      { open: '22:00', close: '06:00' },
    ],
  });
  const exceptions = [long('2026-05-10')];
  assert.deepEqual(at({ weekly, exceptions }), until('2026-05-18T04:00:00.000Z'));
});

test('open now: closed until its next opening, and unknown without hours', () => {
  const closed = { hours: 'closed', neverCloses: false, closesAt: null };
  const opensAt = '2026-05-04T20:00:00.000Z';
  assert.deepEqual(at({}, Date.parse(opensAt)), { ...closed, opensAt });
  assert.deepEqual(at({ weekly: [] }), { ...closed, opensAt: null });
  assert.deepEqual(at({ weekly: null }), { ...closed, hours: 'unknown', opensAt: null });
});
