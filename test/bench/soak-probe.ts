/**
 * Loaded into the server's process beside it (`NODE_OPTIONS=--import …`, `SOAK_PROBE` names a socket). A connection is answered
 * with how the event loop was held since the last one, and with the heap that is live after a full collection, which is no part of that.
 *
 * `heldMs` is the 99th percentile of the processor time between two turns of a timer; `delayMs` that of the delay by the clock,
 * which other programs on the machine stretch.
 */
import { createServer } from 'node:net';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

export interface SoakReading {
  heldMs: number;
  delayMs: number;
  heapMb: number;
}

const TICK_MS = 5;

/** Of the calling thread. */
function workedUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function measure(socket: string): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  const held = createHistogram();
  delay.enable();
  let lastUs = workedUs();
  setInterval(() => {
    const nowUs = workedUs();
    held.record(Math.max(1, nowUs - lastUs));
    lastUs = nowUs;
  }, TICK_MS).unref();
  createServer((connection) => {
    const heldMs = held.percentile(99) / 1e3;
    const delayMs = Math.max(0, delay.percentile(99) / 1e6 - TICK_MS);
    collect();
    const reading: SoakReading = { heldMs, delayMs, heapMb: process.memoryUsage().heapUsed / 2 ** 20 };
    connection.end(JSON.stringify(reading));
    setImmediate(() => {
      lastUs = workedUs();
      held.reset();
      delay.reset();
    });
  })
    .listen(socket)
    .unref();
}

const socket = process.env['SOAK_PROBE'];
if (isMainThread && socket !== undefined) measure(socket);
