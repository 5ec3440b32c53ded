// Loaded into a server's process by --import: says over the channel to its parent how long the event loop was held, by the
// clock and by the processor time of its thread. On a machine that is shared the clock counts others' work, too.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** Units: ms. The histogram counts the timer's own pause, too. */
const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
let busyFrom = performance.eventLoopUtilization();
let longestCpuUs = 0;

const cpuUs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

/** Timers come at the start of each turn of the loop, so that a turn's work lies between two of them. */
function watch(beforeUs: number): void {
  setTimeout(() => {
    const nowUs = cpuUs();
    longestCpuUs = Math.max(longestCpuUs, nowUs - beforeUs);
    watch(nowUs);
  }, RESOLUTION_MS).unref();
}
watch(cpuUs());

process.on('message', (what) => {
  if (what !== 'loop-delay') return;
  const { rss } = process.memoryUsage();
  const { active } = performance.eventLoopUtilization(busyFrom);
  busyFrom = performance.eventLoopUtilization();
  const longestMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
  process.send?.({ longestMs, longestCpuMs: longestCpuUs / 1000, busyMs: active, rssBytes: rss });
  delay.reset();
  longestCpuUs = 0;
});
