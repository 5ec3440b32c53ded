// In:    a calendar as it was fetched, or as it is kept; the threads that read it.
// Out:   a reading, or its shifts; what takes too long, or too much memory, is a fault.
// Never: a calendar's text on the thread that answers patrons.
import type { FeedShifts } from '../expansion/store.ts';
import { workerTask, type WorkerPool } from '../../platform/worker/worker-pool.ts';
import type { run as runExpand } from './expand-task.ts';
import type { ReadInput, ReadOutput, run as runRead } from './read-task.ts';

const READ = workerTask<typeof runRead>(import.meta.url, './read-task');
const EXPAND = workerTask<typeof runExpand>(import.meta.url, './expand-task');

/** The largest calendar of a year takes half a second of one core; on a busy machine a thread of low rank has little of one. Units: ms. */
const TIMEOUT_MS = 30_000;
/** So many shifts are copied in well under a turn. */
const SHIFTS_PER_PART = 500;

const tooCostly = (what: string): ReadOutput => ({
  fault: {
    code: 'too-costly',
    detail: `takes ${what} to read than a calendar may: export fewer months, or fewer shifts that recur`,
  },
});

/** Throws for a bug, or where the server is closing. */
export async function readInWorker(workers: WorkerPool, input: ReadInput, timeoutMs = TIMEOUT_MS): Promise<ReadOutput> {
  const outcome = await workers.run(READ, input, { timeoutMs });
  if ('result' in outcome) return outcome.result;
  if (outcome.fault === 'timeout') return tooCostly('longer');
  if (outcome.fault === 'memory') return tooCostly('more memory');
  throw new Error(`a calendar cannot be read: ${outcome.detail}`);
}

/** Reads the last good body for the schedule; rejects where that cannot be done. */
export const createFeedShifts =
  (workers: WorkerPool): FeedShifts =>
  async (body, zone, window) => {
    const limits = { timeoutMs: TIMEOUT_MS, itemsPerPart: SHIFTS_PER_PART };
    const outcome = await workers.run(EXPAND, { body, zone, window }, limits);
    if ('fault' in outcome) throw new Error(`a calendar cannot be expanded: ${outcome.detail}`);
    if ('wrong' in outcome.result) throw new Error(`a calendar cannot be expanded: it ${outcome.result.wrong}`);
    return outcome.result;
  };
