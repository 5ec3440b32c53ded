// In:    a fetched or stored calendar; the worker pool.
// Out:   a reading, or its shifts; too much time or memory is an error.
// Never: parses a calendar on the thread that answers patrons.
import { FeedTooLongError, type FeedShifts } from '../expansion/expansion-store.ts';
import { workerTask, type WorkerPool } from '../../platform/worker/worker-pool.ts';
import type { run as runExpand } from './expand-task.ts';
import type { ReadInput, ReadOutput, run as runRead } from './read-task.ts';

const READ = workerTask<typeof runRead>(import.meta.url, './read-task');
const EXPAND = workerTask<typeof runExpand>(import.meta.url, './expand-task');

/** The largest calendar of a year takes half a second of one core, and longer at low priority on a busy machine. Units: ms. */
const TIMEOUT_MS = 30_000;
/** Copying these takes far less than one turn of the event loop may last. */
const SHIFTS_PER_PART = 500;

const tooCostly = (what: string): ReadOutput => ({
  fault: {
    code: 'too-costly',
    detail: `takes ${what} to read than a calendar may: export fewer months, or fewer shifts that recur`,
  },
});

/** Throws for a bug, or if the server is closing. */
export async function readInWorker(workers: WorkerPool, input: ReadInput, timeoutMs = TIMEOUT_MS): Promise<ReadOutput> {
  const outcome = await workers.run(READ, input, { timeoutMs });
  if ('result' in outcome) return outcome.result;
  if (outcome.fault === 'timeout') return tooCostly('longer');
  if (outcome.fault === 'memory') return tooCostly('more memory');
  throw new Error(`a calendar cannot be read: ${outcome.detail}`);
}

/** Reads the last good body for the schedule; rejects if that fails. */
export const createFeedShifts =
  (workers: WorkerPool): FeedShifts =>
  async (body, zone, window) => {
    const limits = { timeoutMs: TIMEOUT_MS, itemsPerPart: SHIFTS_PER_PART };
    const outcome = await workers.run(EXPAND, { body, zone, window }, limits);
    if ('fault' in outcome) {
      const Kind = outcome.fault === 'timeout' || outcome.fault === 'memory' ? FeedTooLongError : Error;
      throw new Kind(`a calendar cannot be expanded: ${outcome.detail}`);
    }
    if ('wrong' in outcome.result)
      throw new FeedTooLongError(`a calendar cannot be expanded: it ${outcome.result.wrong}`);
    return outcome.result;
  };
