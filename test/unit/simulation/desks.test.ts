import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskStateAt, WATCHED_DESKS, type Opening } from '../../../server/src/simulation/desks.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';

const FROM_MS = Date.parse('2026-11-03T15:00:00.000Z');
const openings: Opening[] = Array.from({ length: 60 }, (_, day) => {
  const startMs = FROM_MS + day * 24 * HOUR_MS;
  return { startMs, endMs: startMs + 9 * HOUR_MS };
});
const stateAt = (nowMs: number, seed = 'a') => deskStateAt('kent', openings, { seed, nowMs });

test('simulated desks: out of hours nobody reports; at closing a desk says away', () => {
  assert.equal(stateAt(FROM_MS - HOUR_MS), null);
  assert.equal(stateAt(openings[0]!.endMs), 'away');
  assert.equal(stateAt(openings[0]!.endMs + HOUR_MS), null);
});

test('simulated desks: most openings are staffed; some have a gap, some a time of which nothing is known', () => {
  const states = openings.flatMap(({ startMs }) =>
    Array.from({ length: 54 }, (_, at) => stateAt(startMs + at * 600_000)),
  );
  const part = (state: string | null): number => states.filter((each) => each === state).length / states.length;
  assert.ok(part('available') > 0.8, String(part('available')));
  for (const state of ['away', 'busy', null]) assert.ok(part(state) > 0.005 && part(state) < 0.12, String(state));
});

test('simulated desks: one seed is one course', () => {
  const course = (seed: string) => openings.map(({ startMs }) => stateAt(startMs + HOUR_MS, seed));
  assert.deepEqual(course('a'), course('a'));
  assert.notDeepEqual(course('a'), course('b'));
  assert.ok(WATCHED_DESKS.length > 0);
});
