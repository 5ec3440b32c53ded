import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCivilHours, isBatchDay } from '../../../server/src/visibility/ingest/civil-hour.ts';

const at = (zone: string, iso: string) => {
  const { date, hour, startMs } = createCivilHours()(zone, Date.parse(iso));
  return `${date} ${hour} since ${new Date(startMs).toISOString()}`;
};

test('civil hour: an event belongs to the day and hour of its library', () => {
  assert.equal(at('America/New_York', '2026-11-24T04:59:59.999Z'), '2026-11-23 23 since 2026-11-24T04:00:00.000Z');
  assert.equal(at('America/New_York', '2026-11-24T05:00:00.000Z'), '2026-11-24 0 since 2026-11-24T05:00:00.000Z');
  assert.equal(at('Pacific/Auckland', '2026-11-24T11:30:00.000Z'), '2026-11-25 0 since 2026-11-24T11:00:00.000Z');
});

test('civil hour: an hour begins where the zone says, also at a quarter to', () => {
  assert.equal(at('Asia/Kolkata', '2026-11-24T18:29:59.000Z'), '2026-11-24 23 since 2026-11-24T17:30:00.000Z');
  assert.equal(at('Asia/Kolkata', '2026-11-24T18:30:00.000Z'), '2026-11-25 0 since 2026-11-24T18:30:00.000Z');
  assert.equal(at('Asia/Kathmandu', '2026-11-24T18:16:00.000Z'), '2026-11-25 0 since 2026-11-24T18:15:00.000Z');
});

test('civil hour: both 01:00 hours of an autumn night are hour 1, and no 02:00 hour exists in spring', () => {
  assert.equal(at('America/New_York', '2026-11-01T05:30:00.000Z'), '2026-11-01 1 since 2026-11-01T05:00:00.000Z');
  assert.equal(at('America/New_York', '2026-11-01T06:30:00.000Z'), '2026-11-01 1 since 2026-11-01T06:00:00.000Z');
  assert.equal(at('America/New_York', '2026-03-08T07:00:00.000Z'), '2026-03-08 3 since 2026-03-08T07:00:00.000Z');
});

test('civil hour: what was worked out for one quarter of an hour does not outlive it', () => {
  const civilHours = createCivilHours();
  const hours = ['2026-11-24T04:59:59.999Z', '2026-11-24T05:00:00.000Z'].map(
    (iso) => civilHours('America/New_York', Date.parse(iso)).hour,
  );
  assert.deepEqual(hours, [23, 0]);
});

test("civil hour: a batch's day is the server's own, the one before or the one after", () => {
  const now = Date.parse('2026-03-01T00:00:00.000Z');
  const taken = ['20260227', '20260228', '20260301', '20260302', '20260303', '20260230', ''].filter((day) =>
    isBatchDay(day, now),
  );
  assert.deepEqual(taken, ['20260228', '20260301', '20260302']);
});
