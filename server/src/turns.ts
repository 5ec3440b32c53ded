// In:    long work that is done in parts.
// Out:   a turn for everybody else between them: patrons are answered by the same thread.
// Never: a wait: where nobody else has anything to do, the next part follows at once.
import { setImmediate } from 'node:timers/promises';

/** Between two parts: gives way once a turn has lasted long enough. */
export interface GiveWay {
  (): Promise<void>;
  /** Whether it would; parts that are asked first are done in the same turn of the loop, before anybody else. */
  isDue(): boolean;
}

/** Far below what anybody notices, and far above what giving way costs. Units: ms. */
const TURN_MS = 10;

export function createTurns(): GiveWay {
  let startedMs = performance.now();
  const isDue = (): boolean => performance.now() - startedMs >= TURN_MS;
  const giveWay = async (): Promise<void> => {
    if (!isDue()) return;
    await setImmediate();
    startedMs = performance.now();
  };
  return Object.assign(giveWay, { isDue });
}
