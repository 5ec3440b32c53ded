// Until when a desk closes by its own clock: over the nights when clocks change, around the clock, past midnight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HoursRules } from '@askusnow/sdk/contract';
import { closingOf, type Until } from '../../../server/src/schedule/hours/closing.ts';

const daily = (open: string, close: string): HoursRules => ({
  weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], open, close }],
  seasons: [],
  exceptions: [],
});
const untilOf = (hours: HoursRules, until: Until, now: string, closedUntil: string | null = null): string => {
  const closedUntilMs = closedUntil === null ? null : Date.parse(closedUntil);
  const { untilMs, stays } = closingOf({ hours, zone: 'America/New_York', closedUntilMs }, until, Date.parse(now));
  return untilMs === null ? stays : new Date(untilMs).toISOString();
};

test('desk closing: 6 AM tomorrow is 6 AM in the nights when clocks change', () => {
  const hours = daily('09:00', '21:00');
  assert.equal(untilOf(hours, 'morning', '2026-11-01T00:00:00Z'), '2026-11-01T11:00:00.000Z');
  assert.equal(untilOf(hours, 'morning', '2026-03-07T23:00:00Z'), '2026-03-08T10:00:00.000Z');
});

test('desk closing: tonight’s closing is the end of the last hours that begin today, also past midnight and over a change of clocks', () => {
  assert.equal(untilOf(daily('09:00', '21:00'), 'closing', '2026-11-24T12:00:00Z'), '2026-11-25T02:00:00.000Z');
  assert.equal(untilOf(daily('22:00', '03:00'), 'closing', '2026-10-31T23:00:00Z'), '2026-11-01T08:00:00.000Z');
  assert.equal(untilOf(daily('22:00', '03:00'), 'closing', '2026-03-08T00:00:00Z'), '2026-03-08T07:00:00.000Z');
});

test('desk closing: a desk that is open around the clock closes until midnight', () => {
  assert.equal(untilOf(daily('00:00', '24:00'), 'closing', '2026-11-24T20:00:00Z'), '2026-11-25T05:00:00.000Z');
});

test('desk closing: a desk stays that opens no more today, has no known hours, or is closed for as long', () => {
  const hours = daily('09:00', '17:00');
  assert.equal(untilOf(hours, 'closing', '2026-11-24T23:00:00Z'), 'no-hours-left');
  assert.equal(untilOf({ ...hours, weekly: null }, 'morning', '2026-11-24T20:00:00Z'), 'hours-unknown');
  const morning = '2026-11-25T11:00:00.000Z';
  assert.equal(untilOf(hours, 'morning', '2026-11-24T20:00:00Z', morning), 'closed-already');
  assert.equal(untilOf(hours, 'morning', '2026-11-24T20:00:00Z', '2026-11-25T10:59:00.000Z'), morning);
});
