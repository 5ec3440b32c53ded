// In:    nothing.
// Out:   what a pool and its threads say to each other, and how a task and a fault are named.
// Never: code that runs.

// Input and output are named by the type alone.
declare const SIGNATURE: unique symbol;

/** A module to run in a thread, by its address; its export `run` does the work. */
export interface WorkerTask<Input, Output> {
  module: string;
  [SIGNATURE]?: (input: Input) => Output;
}

/** Work to do, or a request for more items of the list that came of it. */
export type ThreadRequest = { module: string; input: unknown; itemsPerPart: number | null } | { from: number };

/** `left`: items of the list that are still in the thread. */
export type ThreadReply = { result: unknown; left: number } | { error: string };

/**
 * `timeout` it took longer than it may · `memory` it needed more than it may · `error` it threw, its input cannot be cloned, or
 * no thread could be started · `busy` too many tasks wait already · `closed` the pool was closed first.
 */
export interface WorkerFault {
  fault: 'timeout' | 'memory' | 'error' | 'busy' | 'closed';
  /** For a log. */
  detail: string;
}
