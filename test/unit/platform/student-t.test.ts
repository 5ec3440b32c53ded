import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tPoint } from '../../../server/src/platform/student-t.ts';

test('Student’s t: points are those of the printed table; a fraction counts as the degree below', () => {
  // Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  for (const [freedom, point] of [
    [0, 12.7062],
    [1, 12.7062],
    [3, 3.182446],
    [4, 2.77645],
    [4.9, 2.77645],
    [5, 2.570582],
    [6, 2.446912],
    [10, 2.22814],
    [11, 2.20099],
    [20, 2.08596],
    [30, 2.04227],
    [51, 2.00758],
    [54, 2.00488],
    [1000, 1.96234],
  ] as const)
    assert.ok(Math.abs(tPoint(freedom) - point) < 2e-4, `${freedom}: ${tPoint(freedom)}`);
});
