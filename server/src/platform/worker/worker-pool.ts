// In:    a task: a module with a pure `run`, its input, its time limit.
// Out:   the return value of `run`, computed in a worker thread; or why there is none.
// Never: lets a task block this thread, exceed its time or memory, or end the process.
//
//   // read-roster.ts runs in the thread. It returns errors as values, and throws only for bugs.
//   export const run = ({ text }: { text: string }): Shift[] | Fault => …;
//
//   // Its caller imports the type alone.
//   import type { run } from './read-roster.ts';
//   const READ_ROSTER = workerTask<typeof run>(import.meta.url, './read-roster');
//   const outcome = await workers.run(READ_ROSTER, { text }, { timeoutMs: 5_000 });
//   if ('fault' in outcome) …
//
// Input and result are structured clones: plain data, no functions. Copying a large result blocks the caller's thread, so
// a long list comes in parts (`itemsPerPart`).
import type { WorkerFault, WorkerTask } from './protocol.ts';
import { createThread, EXTENSION, type Job, type Outcome, type Thread } from './thread.ts';

export type { WorkerFault, WorkerTask } from './protocol.ts';

export interface RunLimits {
  /** From when its modules are loaded. Units: ms. */
  timeoutMs: number;
  /** Max items of a result list to copy at once. Absent: the whole result. */
  itemsPerPart?: number;
}

export interface WorkerPool {
  run<Input, Output>(
    task: WorkerTask<Input, Output>,
    input: Input,
    limits: RunLimits,
  ): Promise<{ result: Output } | WorkerFault>;
  /** Stops running tasks, which end as `closed`. */
  close(): void;
}

export interface WorkerPoolOptions {
  /** Max tasks at the same time; {@link MAX_WAITING} others may wait. */
  threads?: number;
  /** Heap of one thread. Units: MB. */
  memoryMb?: number;
}

/** Two, so that one slow task leaves a thread for the others. */
const THREADS = 2;
const MEMORY_MB = 512;
/** Periodic work starts a handful at a time: more means a caller that does not wait for its results. */
export const MAX_WAITING = 100;
/** An idle thread ends after this and releases its memory. Units: ms. */
const IDLE_MS = 30_000;

const CLOSED: WorkerFault = { fault: 'closed', detail: 'the server is closing' };
const BUSY: WorkerFault = { fault: 'busy', detail: `${MAX_WAITING} other tasks wait already` };

/** `path` is relative to the caller, without its extension. */
export const workerTask = <Run extends (input: never) => unknown>(
  callerUrl: string,
  path: string,
): WorkerTask<Parameters<Run>[0], Awaited<ReturnType<Run>>> => ({ module: new URL(path + EXTENSION, callerUrl).href });

export function createWorkerPool({ threads = THREADS, memoryMb = MEMORY_MB }: WorkerPoolOptions = {}): WorkerPool {
  const waiting: { job: Job; settle: (outcome: Outcome) => void }[] = [];
  const busy = new Set<Thread>();
  /** Started and without work, with the timer that ends it. */
  const idle = new Map<Thread, NodeJS.Timeout>();
  let isClosed = false;

  function takeThread(): Thread {
    const [kept] = idle;
    if (kept === undefined) return createThread(memoryMb);
    const [thread, timer] = kept;
    clearTimeout(timer);
    idle.delete(thread);
    return thread.isUsable() ? thread : takeThread();
  }

  function giveBack(thread: Thread): void {
    busy.delete(thread);
    if (!thread.isUsable()) return;
    const endIdle = (): void => {
      idle.delete(thread);
      thread.end(CLOSED);
    };
    idle.set(thread, setTimeout(endIdle, IDLE_MS).unref());
  }

  function startNext(): void {
    const next = busy.size < threads ? waiting.shift() : undefined;
    if (next === undefined) return;
    let thread: Thread;
    try {
      thread = takeThread();
    } catch (error) {
      // The machine has no thread or memory left; the next task may succeed.
      next.settle({ fault: 'error', detail: (error as Error).message });
      return startNext();
    }
    busy.add(thread);
    void thread.run(next.job).then((outcome) => {
      giveBack(thread);
      next.settle(outcome);
      startNext();
    });
  }

  return {
    run<Input, Output>({ module }: WorkerTask<Input, Output>, input: Input, { timeoutMs, itemsPerPart }: RunLimits) {
      if (isClosed) return Promise.resolve(CLOSED);
      if (waiting.length >= MAX_WAITING) return Promise.resolve(BUSY);
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      waiting.push({ job: { module, input, timeoutMs, itemsPerPart: itemsPerPart ?? null }, settle: resolve });
      startNext();
      return promise as Promise<{ result: Output } | WorkerFault>;
    },
    close() {
      isClosed = true;
      for (const { settle } of waiting.splice(0)) settle(CLOSED);
      for (const thread of busy) thread.end(CLOSED);
      for (const [thread, timer] of idle) {
        clearTimeout(timer);
        thread.end(CLOSED);
      }
      idle.clear();
    },
  };
}
