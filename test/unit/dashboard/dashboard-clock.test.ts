// The clock of the ages on the pages: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { hearServerClock, serverNowMs } from '../../../server/dashboard/out/ui/server-clock.js';

const answer = (madeMs: number, headers: Record<string, string> = {}): Headers =>
  new Headers({ date: new Date(madeMs).toUTCString(), ...headers });
const isNear = (oneMs: number, otherMs: number): void =>
  assert.ok(Math.abs(oneMs - otherMs) < 1_500, `${oneMs - otherMs} ms apart`);

describe('now, in the pages', () => {
  test('server clock: now is by the server, however wrong the computer’s clock is', () => {
    for (const minutes of [-10, 10, 0]) {
      const serverMs = Date.now() + minutes * MINUTE_MS;
      hearServerClock(answer(serverMs));
      isNear(serverNowMs(), serverMs);
    }
  });

  test('server clock: adds the time that a cache kept the answer', () => {
    const serverMs = Date.now() + 5 * MINUTE_MS;
    hearServerClock(answer(serverMs - 40_000, { age: '40' }));
    isNear(serverNowMs(), serverMs);
  });

  test('server clock: keeps its offset if an answer has no valid date', () => {
    const serverMs = Date.now() + 3 * MINUTE_MS;
    hearServerClock(answer(serverMs));
    hearServerClock(new Headers());
    hearServerClock(new Headers({ date: 'noon' }));
    isNear(serverNowMs(), serverMs);
  });
});
