// Gaps as incidents: what each is, and which of them deserve an alarm.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PresenceState } from '@askusnow/sdk/contract';
import { coverageIn, gapsIn, type Minutes } from '../../support/data/coverage-facts.ts';

/** Available all day but for these minutes. */
const awayFor = (away: readonly Minutes[], end: number): [number, number, PresenceState][] => {
  const stretches: [number, number, PresenceState][] = [];
  let at = 0;
  for (const [from, to] of away) {
    stretches.push([at, from, 'available'], [from, to, 'nobody']);
    at = to;
  }
  return [...stretches, [at, end, 'available'] as const].filter(([from, to]) => from < to) as typeof stretches;
};

const DAY: Minutes = [0, 480];

describe('at closing time', () => {
  const leaving = (
    at: number,
    hours: readonly Minutes[] = [DAY],
    shifts: readonly Minutes[] = [
      [0, 240],
      [240, 480],
    ],
  ) => coverageIn({ hours, shifts, presence: awayFor([[at, 480]], 480) }, DAY);

  test('closing time: a provider may leave ten minutes before the hour: no gap, no early end, and the minutes stay uncovered', () => {
    const { sum, gaps } = leaving(470);
    assert.deepEqual([gaps, sum.earlyEnd, sum.uncovered], [[], 0, 10]);
  });

  test('closing time: a minute more is an early end of a minute', () => {
    const coverage = leaving(469);
    assert.deepEqual(gapsIn(coverage), [[469, 480, 'early-end', true]]);
    assert.equal(coverage.sum.earlyEnd, 1);
  });

  test('closing time: there is no grace where the desk stays open after the shift', () => {
    const coverage = leaving(472, [[0, 600]]);
    assert.deepEqual(gapsIn(coverage), [[472, 480, 'early-end', true]]);
    assert.equal(coverage.sum.earlyEnd, 8);
  });

  test('closing time: where the hours are what is scheduled the grace holds as well', () => {
    assert.deepEqual(leaving(471, [DAY], []).gaps, []);
  });

  test('closing time: somebody who comes back within the last ten minutes has left a gap, and no alarm', () => {
    const coverage = coverageIn({ hours: [DAY], presence: awayFor([[471, 478]], 480) }, DAY);
    assert.deepEqual(gapsIn(coverage), [[471, 478, 'middle', false]]);
  });

  test('closing time: while the last ten minutes run nobody is alarmed by a desk that was left in them', () => {
    const coverage = coverageIn({ hours: [DAY], presence: awayFor([[471, 480]], 480) }, DAY, 477);
    assert.deepEqual(gapsIn(coverage), []);
  });
});

describe('a gap', () => {
  const gapsWith = (away: readonly Minutes[], shifts: readonly Minutes[], now = 480) =>
    gapsIn(coverageIn({ shifts, presence: awayFor(away, 480) }, DAY, now));

  test('gap: a whole missed shift is a no-show, also between two kept shifts', () => {
    assert.deepEqual(
      gapsWith(
        [[120, 240]],
        [
          [0, 120],
          [120, 240],
          [240, 480],
        ],
      ),
      [[120, 240, 'no-show', true]],
    );
  });

  test('gap: one incident across a change of shifts; each shift has its own minutes', () => {
    const coverage = coverageIn(
      {
        shifts: [
          [0, 120],
          [120, 240],
        ],
        presence: awayFor([[115, 130]], 240),
      },
      [0, 240],
    );
    assert.deepEqual(gapsIn(coverage), [[115, 130, 'middle', true]]);
    assert.deepEqual([coverage.sum.earlyEnd, coverage.sum.lateStart], [5, 10]);
  });

  test('gap: does not reach across hours with nobody scheduled', () => {
    assert.deepEqual(
      gapsWith(
        [[100, 400]],
        [
          [0, 120],
          [360, 480],
        ],
      ),
      [
        [100, 120, 'early-end', true],
        [360, 400, 'late-start', true],
      ],
    );
  });

  test('gap: five minutes raise an alarm, less does not', () => {
    assert.deepEqual(
      gapsWith(
        [
          [60, 65],
          [100, 104.99],
        ],
        [DAY],
      ),
      [
        [60, 65, 'middle', true],
        [100, 104.99, 'middle', false],
      ],
    );
  });

  test('gap: an open one has no end, and is a late start while somebody may still come', () => {
    assert.deepEqual(gapsWith([[0, 480]], [[0, 240]], 30), [[0, null, 'late-start', true]]);
    assert.deepEqual(gapsWith([[60, 480]], [[0, 240]], 62), [[60, null, 'middle', false]]);
    assert.deepEqual(gapsWith([[60, 480]], [[0, 240]], 240), [[60, 240, 'early-end', true]]);
  });

  test('gap: ends where monitoring ends, since unmonitored time is no gap', () => {
    const presence = [
      [0, 60, 'nobody'],
      [60, 90, 'unknown'],
      [90, 120, 'nobody'],
      [120, 480, 'available'],
    ] as const;
    assert.deepEqual(gapsIn(coverageIn({ shifts: [DAY], presence }, DAY)), [
      [0, 60, 'late-start', true],
      [90, 120, 'middle', true],
    ]);
  });

  test('gap: counted once if two desks were scheduled at once, without adding their minutes', () => {
    const coverage = coverageIn({ shifts: [DAY, DAY, [60, 240]], presence: awayFor([[0, 20]], 480) }, DAY);
    assert.deepEqual(gapsIn(coverage), [[0, 20, 'late-start', true]]);
    assert.equal(coverage.sum.lateStart, 20);
  });
});
