// In:    long work that is done in parts.
// Out:   a turn for everybody else between them: patrons are answered by the same thread.
// Never: a wait: where nobody else has anything to do, the next part follows at once.
import { setImmediate } from 'node:timers/promises';

/** Between two parts: gives way once a turn has lasted long enough. */
export type GiveWay = () => Promise<void>;

/** Far below what anybody notices, and far above what giving way costs. Units: ms. */
const TURN_MS = 10;

export function createTurns(): GiveWay {
  let startedMs = performance.now();
  return async () => {
    if (performance.now() - startedMs < TURN_MS) return;
    await setImmediate();
    startedMs = performance.now();
  };
}
