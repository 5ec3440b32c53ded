// The table after rules have changed: new from now on, and unchanged before now.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { unscheduledGaps } from '../../../server/src/schedule/expansion/gaps.ts';
import {
  toRanges,
  toRewrite,
  expansionWindow,
  type Range,
  type Rules,
  type StoredRange,
} from '../../../server/src/schedule/expansion/schedule.ts';
import { OWED_BY_NOBODY } from '../../../server/src/schedule/shifts/expand.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';

const NOW = Date.parse('2026-05-04T14:00:00.000Z');

const shift = (startMs: number, endMs: number, uid = 'a'): Range => ({
  kind: 'shift',
  source: 'rules',
  label: 'Desk',
  uid,
  startMs,
  endMs,
  ...OWED_BY_NOBODY,
});

type Rewriting = typeof toRewrite;

/** What the table holds after a rewrite. */
async function applied(
  stored: readonly StoredRange[],
  wanted: readonly Range[],
  fromMs: number,
  rewriting: Rewriting,
): Promise<Range[]> {
  const { removed, ended, added } = await rewriting(
    stored.filter(({ endMs }) => endMs > fromMs),
    wanted,
    fromMs,
  );
  const kept = stored
    .filter(({ id }) => !removed.includes(id))
    .map(({ id, ...range }) => ({ ...range, endMs: ended.find((one) => one.id === id)?.endMs ?? range.endMs }));
  return [...kept, ...added];
}

/** Minute by minute of a range of hours, who is scheduled. */
const sampled = (ranges: readonly Range[], fromHour: number, toHour: number): string[] =>
  Array.from({ length: toHour - fromHour }, (_, at) => {
    const ms = (fromHour + at) * HOUR_MS;
    const there = ranges.filter(({ startMs, endMs }) => startMs <= ms && ms < endMs).map(({ uid }) => uid);
    return [...new Set(there)].sort().join();
  });

const FROM_HOUR = 20;
const someRanges = (firstHour: number): fc.Arbitrary<Range[]> =>
  fc.array(
    fc
      .record({
        start: fc.integer({ min: firstHour, max: 40 }),
        hours: fc.integer({ min: 1, max: 12 }),
        uid: fc.constantFrom('a', 'b'),
      })
      .map(({ start, hours, uid }) => shift(start * HOUR_MS, (start + hours) * HOUR_MS, uid)),
    { maxLength: 6 },
  );

async function keepsThePromise(rewriting: Rewriting): Promise<void> {
  await fc.assert(
    fc.asyncProperty(someRanges(0), someRanges(FROM_HOUR), async (before, wanted) => {
      const stored = before.map((range, id) => ({ ...range, id }));
      const after = await applied(stored, wanted, FROM_HOUR * HOUR_MS, rewriting);
      assert.deepEqual(sampled(after, 0, FROM_HOUR), sampled(before, 0, FROM_HOUR), 'before now');
      assert.deepEqual(sampled(after, FROM_HOUR, 60), sampled(wanted, FROM_HOUR, 60), 'from now on');
      const again = await applied(
        after.map((range, id) => ({ ...range, id })),
        wanted,
        FROM_HOUR * HOUR_MS,
        rewriting,
      );
      assert.deepEqual(sampled(again, 0, 60), sampled(after, 0, 60), 'once more');
    }),
    { numRuns: 500 },
  );
}

test('schedule: whatever changes, what lay before now stays as it was promised, and what is to come is as the rules say', async () => {
  await keepsThePromise(toRewrite);
});

test('schedule: mutant: writing the current schedule over the past rewrites the promise', async () => {
  const anew: Rewriting = async (stored, wanted) => ({
    removed: stored.map(({ id }) => id),
    ended: [],
    added: [...wanted],
  });
  await assert.rejects(
    keepsThePromise(anew),
    ({ cause }: Error) => cause instanceof Error && cause.message.startsWith('before now'),
  );
});

describe('as little as can be is written', () => {
  test('schedule: the same rules again change nothing', async () => {
    const stored = [shift(1, 2), shift(3, 5), shift(6, 8)].map((range, id) => ({ ...range, id }));
    assert.deepEqual(await toRewrite(stored.slice(1), [shift(4, 5), shift(6, 8)], 4), {
      removed: [],
      ended: [],
      added: [],
    });
  });

  test('schedule: a shift under way that now ends sooner, or later, stays one shift', async () => {
    const stored = [{ ...shift(1, 10), id: 7 }];
    assert.deepEqual(await toRewrite(stored, [shift(4, 6)], 4), {
      removed: [],
      ended: [{ id: 7, endMs: 6 }],
      added: [],
    });
    assert.deepEqual((await toRewrite(stored, [shift(4, 12)], 4)).ended, [{ id: 7, endMs: 12 }]);
    assert.deepEqual((await toRewrite(stored, [], 4)).ended, [{ id: 7, endMs: 4 }]);
  });

  test('schedule: the same shift in a calendar twice is one', async () => {
    assert.equal((await toRewrite([], [shift(4, 6), shift(4, 6)], 4)).added.length, 1);
  });
});

const RULES: Rules = {
  zone: 'America/New_York',
  tier: 'local',
  hours: { weekly: [{ days: ['mo'], open: '09:00', close: '17:00' }], seasons: [], exceptions: [] },
  closedUntilMs: null,
  shifts: [],
  feed: null,
};
const DAY = { startMs: NOW - DAY_MS, endMs: NOW + DAY_MS };
const shown = (ranges: readonly Range[]): string[] =>
  ranges.map(
    ({ kind, source, startMs, endMs }) =>
      `${kind} by ${source} ${[startMs, endMs].map((ms) => new Date(ms).toISOString().slice(11, 16)).join('–')}`,
  );

describe('what a schedule is made of', () => {
  test('schedule: without shifts the service hours stand in for them; unknown hours promise nothing', async () => {
    assert.deepEqual(shown(await toRanges(RULES, DAY, DAY.startMs)), [
      'hours by rules 13:00–21:00',
      'shift by hours 13:00–21:00',
    ]);
    assert.deepEqual(await toRanges({ ...RULES, hours: { ...RULES.hours, weekly: null } }, DAY, DAY.startMs), []);
  });

  test('schedule: shifts by rule and by calendar lie beside each other', async () => {
    const feed = [{ startMs: NOW, endMs: NOW + HOUR_MS, label: 'Team', uid: 'x' }];
    const shifts = [{ label: 'Desk', days: ['mo' as const], start: '09:00', end: '10:30' }];
    assert.deepEqual(shown(await toRanges({ ...RULES, shifts, feed }, DAY, DAY.startMs)), [
      'hours by rules 13:00–21:00',
      'shift by rules 13:00–14:30',
      'shift by feed 14:00–15:00',
    ]);
  });

  test('schedule: a closing by a person ends hours and shifts alike, and a closed day starts no shift', async () => {
    const shifts = [{ label: 'Desk', days: ['mo' as const], start: '09:00', end: '16:00' }];
    const closed = { ...RULES, shifts, closedUntilMs: NOW + HOUR_MS };
    assert.deepEqual(shown(await toRanges(closed, { ...DAY, startMs: NOW }, NOW)), [
      'hours by rules 15:00–21:00',
      'shift by rules 15:00–20:00',
    ]);
    assert.deepEqual(shown(await toRanges(closed, DAY, NOW)).slice(0, 2), [
      'hours by rules 13:00–14:00',
      'shift by rules 13:00–14:00',
    ]);
    const exceptions = [{ date: '2026-05-03', through: '2026-05-04', open: [] }];
    assert.deepEqual(await toRanges({ ...RULES, hours: { ...RULES.hours, exceptions }, shifts }, DAY, DAY.startMs), []);
  });

  test('schedule: a queue that nobody expanded for a while is filled in from where it ended', () => {
    assert.deepEqual(expansionWindow(NOW, NOW - 3 * DAY_MS).startMs, NOW - 3 * DAY_MS);
    assert.deepEqual(expansionWindow(NOW, NOW + 3 * DAY_MS).startMs, NOW);
  });

  test('schedule: a change within a minute takes effect at its beginning', async () => {
    const withinMs = NOW + 23_456;
    assert.deepEqual(expansionWindow(withinMs, null), expansionWindow(NOW, null));
    const closed = { ...RULES, closedUntilMs: NOW + 30 * HOUR_MS };
    assert.deepEqual(await toRanges(closed, DAY, withinMs), await toRanges(closed, DAY, NOW));
  });
});

const BACK_MS = 35 * DAY_MS;

/** Nobody had promised an hour before the queue was known. */
async function beginsNow(windowOf: typeof expansionWindow): Promise<void> {
  const shifts = [{ label: 'Desk', days: [...WEEKDAYS], start: '09:00', end: '12:00' }];
  const feed = [{ startMs: NOW - HOUR_MS, endMs: NOW + 3 * HOUR_MS, label: 'Team', uid: 'x' }];
  const window = windowOf(NOW, null);
  for (const rules of [RULES, { ...RULES, shifts, feed }]) {
    const ranges = await toRanges(rules, window, NOW);
    assert.equal(Math.min(...ranges.map(({ startMs }) => startMs)), NOW);
  }
}

test('schedule: a new queue has one from now on: neither hours nor a shift under way count before it was known', () =>
  beginsNow(expansionWindow));

test('schedule: mutant: a first window that reaches 35 days back has hours of before the installation', () =>
  assert.rejects(
    beginsNow((nowMs, doneThroughMs) => expansionWindow(nowMs, doneThroughMs ?? nowMs - BACK_MS)),
    assert.AssertionError,
  ));

test('schedule: unscheduled gaps are the service hours in which nobody is scheduled, hour by hour', () => {
  const stretches = someRanges(0);
  fc.assert(
    fc.property(stretches, stretches, (hours, shifts) => {
      const gaps = unscheduledGaps(hours, shifts);
      const isIn = (ranges: readonly { startMs: number; endMs: number }[], ms: number): boolean =>
        ranges.some(({ startMs, endMs }) => startMs <= ms && ms < endMs);
      for (let ms = 0; ms < 60 * HOUR_MS; ms += HOUR_MS)
        assert.equal(isIn(gaps, ms), isIn(hours, ms) && !isIn(shifts, ms));
      gaps.slice(1).forEach(({ startMs }, at) => assert.ok(startMs > (gaps[at]?.endMs ?? Infinity)));
    }),
    { numRuns: 500 },
  );
});
