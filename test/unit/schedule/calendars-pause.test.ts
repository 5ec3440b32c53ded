import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseMs } from '../../../server/src/schedule/calendars/run.ts';

test('calendars: a calendar that fails is asked less and less often, and never given up', () => {
  const minutes = [0, 1, 2, 3, 4, 5, 100].map((failures) => pauseMs(failures, 0.5) / 60_000);
  assert.deepEqual(minutes, [15, 15, 30, 60, 120, 120, 120]);
  assert.ok(pauseMs(0, 0) >= 13 * 60_000 && pauseMs(0, 1) <= 17 * 60_000);
});
