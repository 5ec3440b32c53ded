/**
 * Loaded into a server's process beside it (`NODE_OPTIONS=--import …`, `LOOP_PROBE` names a socket): measures how long its event
 * loop is held. A connection to the socket is answered with what was measured since the last one, as JSON, and resets it.
 *
 * `heldMs` is the longest time that the thread worked between two turns of a timer. `delayMs` is the longest delay, as
 * `monitorEventLoopDelay` has it: on a free machine the same, and on a busy one mostly the time for which others had the cores.
 */
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

export interface LoopReading {
  heldMs: number;
  delayMs: number;
}

const TICK_MS = 5;

/** Of the calling thread. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function measure(socket: string): void {
  const histogram = monitorEventLoopDelay({ resolution: TICK_MS });
  histogram.enable();
  let heldMs = 0;
  let lastMs = workedMs();
  setInterval(() => {
    const nowMs = workedMs();
    heldMs = Math.max(heldMs, nowMs - lastMs);
    lastMs = nowMs;
  }, TICK_MS).unref();
  createServer((connection) => {
    const reading: LoopReading = { heldMs, delayMs: Math.max(0, histogram.max / 1e6 - TICK_MS) };
    heldMs = 0;
    histogram.reset();
    connection.end(JSON.stringify(reading));
  })
    .listen(socket)
    .unref();
}

const socket = process.env['LOOP_PROBE'];
if (isMainThread && socket !== undefined) measure(socket);
