// In:    requests from thread.ts, one at a time: a module and its input, or more of its result.
// Out:   the result, or a part of it; or the module's error.
// Never: imported: a worker thread starts with it.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { ThreadReply, ThreadRequest } from './protocol.ts';

/** Lower priority than the thread that answers patrons, on systems that rank threads. */
const NICENESS = 5;
try {
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS);
} catch {
  // On other systems than Linux all threads have the same priority.
}

/** The result list of the current task. */
let list: unknown[] = [];
let itemsPerPart = 0;

function partFrom(from: number): ThreadReply {
  const result = list.slice(from, from + itemsPerPart);
  const left = list.length - from - result.length;
  if (left === 0) list = [];
  return { result, left };
}

async function answer(request: ThreadRequest): Promise<ThreadReply> {
  if ('from' in request) return partFrom(request.from);
  const { run } = (await import(request.module)) as { run: (input: unknown) => unknown };
  parentPort?.postMessage({ isLoaded: true } satisfies ThreadReply);
  const result = await run(request.input);
  if (request.itemsPerPart === null || !Array.isArray(result)) return { result, left: 0 };
  list = result;
  itemsPerPart = request.itemsPerPart;
  return partFrom(0);
}

parentPort?.on('message', (request: ThreadRequest) => {
  answer(request)
    .then((reply) => parentPort?.postMessage(reply))
    .catch((error: unknown) => {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort?.postMessage({ error: words } satisfies ThreadReply);
    });
});
