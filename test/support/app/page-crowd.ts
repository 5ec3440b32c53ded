// Many pages that watch one library, each with a watcher and a connection of its own, in a process of their own.
// In:  { url, library, count } from the parent, then `report` as often as it likes.
// Out: { states, unknownAtMs }: how many pages have each state now, and when pages became `unknown` after another state.
import { createAvailabilityWatcher } from '@askusnow/sdk';

export interface CrowdReport {
  /** How many pages have each state; a page without an answer is in none. */
  states: Record<string, number>;
  /** When a page that had an answer lost it. Units: ms since the epoch, by this process. */
  unknownAtMs: number[];
}

interface Ask {
  url: string;
  library: string;
  count: number;
}

const stateOf: string[] = [];
const unknownAtMs: number[] = [];

process.on('message', (message: Ask | 'report') => {
  if (message !== 'report') {
    for (let page = 0; page < message.count; page += 1) {
      createAvailabilityWatcher({ endpoint: message.url }).watch(message.library, ({ state }) => {
        if (state === 'unknown' && stateOf[page] !== undefined) unknownAtMs.push(Date.now());
        stateOf[page] = state;
      });
    }
    return;
  }
  const states: CrowdReport['states'] = {};
  for (const state of stateOf) if (state !== undefined) states[state] = (states[state] ?? 0) + 1;
  process.send!({ states, unknownAtMs } satisfies CrowdReport);
});
