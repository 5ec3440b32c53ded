// Out:   the messages between a pool and its threads, and the types of tasks and faults.
// Never: contains code that runs.

// Input and output exist as types only.
declare const SIGNATURE: unique symbol;

/** A module to run in a thread, by its URL; its export `run` does the work. */
export interface WorkerTask<Input, Output> {
  module: string;
  [SIGNATURE]?: (input: Input) => Output;
}

/** A task, or a request for more items of its list. */
export type ThreadRequest = { module: string; input: unknown; itemsPerPart: number | null } | { from: number };

/** The task begins; a part of its result, with how many items are still in the thread (`left`); or its error. */
export type ThreadReply = { isLoaded: true } | { result: unknown; left: number } | { error: string };

/**
 * `timeout` it exceeded its time · `memory` it exceeded its memory · `error` it threw, its input cannot be cloned, or no
 * thread could start · `busy` too many tasks wait · `closed` the pool was closed first.
 */
export interface WorkerFault {
  fault: 'timeout' | 'memory' | 'error' | 'busy' | 'closed';
  /** For the log. */
  detail: string;
}
