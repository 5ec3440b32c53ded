// In:    a task, its time limit, a thread's memory limit.
// Out:   a worker thread that runs one task at a time and returns each result.
// Never: runs another task after one that was stopped or crashed the thread.
import { Worker } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest, WorkerFault } from './protocol.ts';

export type Outcome = { result: unknown } | WorkerFault;

export interface Job {
  module: string;
  input: unknown;
  itemsPerPart: number | null;
  timeoutMs: number;
}

export interface Thread {
  run(job: Job): Promise<Outcome>;
  /** False: it has ended, or is about to. */
  isUsable(): boolean;
  end(why: WorkerFault): void;
}

/**
 * A thread starts, and loads a task's modules, in this time on the busiest machine; a task's own time begins then, so that
 * an input is never blamed for a busy machine. Units: ms.
 */
const MAX_LOAD_MS = 60_000;

/** The file ends in .ts in src/ and in .js in the published dist/. */
export const EXTENSION = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

export function createThread(memoryMb: number): Thread {
  const worker = new Worker(new URL(`./thread-main${EXTENSION}`, import.meta.url), {
    // Without the environment, which has secrets, and without this process's flags.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  worker.unref();
  let isUsable = true;
  let settle: ((outcome: Outcome) => void) | undefined;
  let onReply: ((reply: ThreadReply) => void) | undefined;

  const end = (why: WorkerFault): void => {
    isUsable = false;
    settle?.(why);
    void worker.terminate();
  };
  worker.on('message', (reply: ThreadReply) => onReply?.(reply));
  worker.on('error', (error: NodeJS.ErrnoException) =>
    end(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? { fault: 'memory', detail: `needs more than ${memoryMb} MB` }
        : { fault: 'error', detail: error.message },
    ),
  );
  worker.on('exit', () => end({ fault: 'error', detail: 'the thread ended' }));

  function run({ timeoutMs, ...request }: Job): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const endAfter = (ms: number, why: WorkerFault): NodeJS.Timeout => setTimeout(() => end(why), ms);
    let timer = endAfter(MAX_LOAD_MS, { fault: 'error', detail: `not loaded within ${MAX_LOAD_MS} ms` });
    worker.ref();
    settle = (outcome) => {
      clearTimeout(timer);
      worker.unref();
      settle = onReply = undefined;
      resolve(outcome);
    };
    const send = (message: ThreadRequest): void => {
      try {
        worker.postMessage(message);
      } catch (error) {
        settle?.({ fault: 'error', detail: (error as Error).message });
      }
    };
    const list: unknown[] = [];
    onReply = (reply) => {
      if ('isLoaded' in reply) {
        clearTimeout(timer);
        timer = endAfter(timeoutMs, { fault: 'timeout', detail: `takes longer than ${timeoutMs} ms` });
        return;
      }
      if ('error' in reply) return settle?.({ fault: 'error', detail: reply.error });
      if (request.itemsPerPart === null || !Array.isArray(reply.result)) return settle?.({ result: reply.result });
      for (const item of reply.result) list.push(item);
      if (reply.left === 0) return settle?.({ result: list });
      // The next part is sent in another turn of the event loop, so that waiting requests are answered first.
      return send({ from: list.length });
    };
    send(request);
    return promise;
  }

  return { run, isUsable: () => isUsable, end };
}
