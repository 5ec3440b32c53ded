// The sheet for the state program report: totals of what is known, and of nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StateRow } from '@askusnow/sdk/contract';
import { toTotal } from '../../../server/src/workspace/state-sheet/totals.ts';

const HOURS = { scheduled: 1000, covered: 900, unmonitored: 90 };
const GIVEN = { owed: 120, given: 90, missed: 30, unmonitored: 0, value: 0.75 };
const ALL = { hours: HOURS, given: GIVEN };
const row = (more: Partial<StateRow> = {}): StateRow => ({
  library: { id: 'harford', name: 'Harford' },
  clicks: 100,
  clicksSince: null,
  clicksToCheck: 9,
  questions: { value: 80, low: 68, high: 96, method: 'ES', basis: 'clicks' },
  hours: { scheduled: 600, covered: 500, unmonitored: 60 },
  hoursSince: null,
  given: GIVEN,
  placements: 2,
  practice: 1,
  training: { sessions: 1, headcount: 6 },
  followUps: { due: 4, inTime: 3 },
  followUpsSince: null,
  ...more,
});

test('state sheet: a total sums the known figures, says from how many libraries, and joins ranges by their squares', () => {
  const other = { value: 40, low: 35, high: 52, method: 'CT', basis: 'count' } as const;
  assert.deepEqual(toTotal([row(), row({ questions: other, placements: 0 })], ALL), {
    clicks: 200,
    clicksToCheck: 18,
    questions: { method: 'ES', value: 120, low: 107, high: 140 },
    hours: HOURS,
    given: GIVEN,
    partners: 1,
    placements: 2,
    practice: 2,
    training: { sessions: 2, headcount: 12 },
    followUps: { due: 8, inTime: 6 },
    known: { clicks: 2, questions: 2, hours: 2, given: 2 },
  });
});

test('state sheet: a library whose shared hours nobody observed is not one of those that their sum is of', () => {
  const unobserved = row({ given: { owed: 60, given: 0, missed: 0, unmonitored: 60, value: null } });
  const inPart = row({ given: { owed: 60, given: 0, missed: 30, unmonitored: 30, value: 0 } });
  assert.equal(toTotal([row(), unobserved, inPart], ALL).known.given, 2);
});

test('state sheet: what is not known is not zero, and one library without a range leaves the total without one', () => {
  const none = row({ clicks: null, questions: null, hours: null, given: null, followUps: null });
  const { clicks, questions, hours, followUps, known } = toTotal([none], { hours: null, given: null });
  assert.deepEqual([clicks, questions, hours, followUps], [null, null, null, null]);
  assert.deepEqual(known, { clicks: 0, questions: 0, hours: 0, given: 0 });
  const single = row({ questions: { value: 40, low: null, high: null, method: 'ES', basis: 'weeks' } });
  assert.deepEqual(toTotal([row(), none, single], ALL).questions, {
    method: 'ES',
    value: 120,
    low: null,
    high: null,
  });
  assert.equal(toTotal([row(), none], ALL).clicks, 100);
  const exact = { value: 10, low: 10, high: 10, method: 'CT', basis: 'count' } as const;
  assert.deepEqual(toTotal([row({ questions: exact })], ALL).questions, {
    method: 'CT',
    value: 10,
    low: 10,
    high: 10,
  });
});
