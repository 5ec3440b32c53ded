// In:    a stored calendar, the zone of its floating times, a window.
// Out:   its shifts in the window; or why there are none.
// Never: runs on the thread that answers patrons: server/src/platform/worker runs it in another.
import type { Interval } from '../../platform/time/intervals.ts';
import type { FeedShift } from '../shifts/expand.ts';
import { feedShifts } from './expand.ts';
import { FeedFault } from './fault.ts';
import { fromKept } from './kept-body.ts';

export interface ExpandInput {
  body: string;
  zone: string;
  window: Interval;
}

export function run({ body, zone, window }: ExpandInput): FeedShift[] | { wrong: string } {
  try {
    return feedShifts(fromKept(body), zone, window);
  } catch (error) {
    if (error instanceof FeedFault) return { wrong: error.message };
    throw error;
  }
}
