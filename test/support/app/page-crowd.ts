// Many pages that watch one library, each with a watcher and a connection of its own, in a process of their own.
// In:  { url, library, count } from the parent, then `report` as often as it likes.
// Out: { states, unknownAtMs }: how many pages are told what now, and when pages were told `unknown` after they knew better.
import { createAvailabilityWatcher } from '@askusnow/sdk';

export interface CrowdReport {
  /** How many pages are told each state; a page that is told nothing yet is in none. */
  states: Record<string, number>;
  /** When a page that had an answer lost it. Units: ms since the epoch, by this process. */
  unknownAtMs: number[];
}

interface Ask {
  url: string;
  library: string;
  count: number;
}

const told: string[] = [];
const unknownAtMs: number[] = [];

process.on('message', (message: Ask | 'report') => {
  if (message !== 'report') {
    for (let page = 0; page < message.count; page += 1) {
      createAvailabilityWatcher({ endpoint: message.url }).watch(message.library, ({ state }) => {
        if (state === 'unknown' && told[page] !== undefined) unknownAtMs.push(Date.now());
        told[page] = state;
      });
    }
    return;
  }
  const states: CrowdReport['states'] = {};
  for (const state of told) if (state !== undefined) states[state] = (states[state] ?? 0) + 1;
  process.send!({ states, unknownAtMs } satisfies CrowdReport);
});
