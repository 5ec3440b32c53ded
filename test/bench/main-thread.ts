// What a page's main thread did, read from Chromium's trace.

export interface MainThread {
  /** All tasks. */
  mainThreadMs: number;
  /** Compiling and running any script. */
  scriptMs: number;
  /** What each task took beyond 50 ms, added up. Source: Total Blocking Time. */
  blockingMs: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Units: µs. `dur` by the wall's clock, `tdur` of the thread's own CPU time: what other programs take is not in it. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { beginData?: { url?: string }; data?: { url?: string; documentLoaderURL?: string } };
}

const LONG_TASK_MS = 50;
/** What compiles and runs script, and what script has put off; some lie in others. */
const SCRIPT = /^(v8\.|V8\.|EvaluateScript|FunctionCall|TimerFire|RunMicrotasks|FireIdleCallback|FireAnimationFrame)/;

/** CPU time of ranges of one thread; of those that lie in each other only the outermost counts. Units: ms. */
function cpuMs(ranges: readonly TraceEvent[]): number {
  // Of an event that the thread spent no whole microsecond on, Chromium leaves the time out.
  if (ranges.length > 0 && ranges.every(({ tdur }) => tdur === undefined))
    throw new Error('The trace has no CPU times');
  let sumUs = 0;
  let end = -Infinity;
  // Where two begin at once, the longer one holds the other.
  for (const { ts, dur = 0, tdur = 0 } of ranges.toSorted(
    (one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0),
  )) {
    if (ts < end) continue;
    sumUs += tdur;
    end = ts + dur;
  }
  return sumUs / 1000;
}

/** Errors: throws where the trace does not show the page's document being parsed. */
export function parseTrace(text: string, url: string): MainThread {
  const { traceEvents } = JSON.parse(text) as { traceEvents: TraceEvent[] };
  const parsing = traceEvents.find(({ name, args }) => name === 'ParseHTML' && args?.beginData?.url === url);
  if (!parsing) throw new Error(`The trace shows nothing of ${url}`);
  const own = traceEvents.filter(({ ph, pid, tid }) => ph === 'X' && pid === parsing.pid && tid === parsing.tid);
  // What the page before it still did is not this page's.
  const ours = own.filter(({ ts, dur = 0 }) => ts + dur >= parsing.ts);
  const tasks = ours.filter(({ name }) => name === 'RunTask');
  return {
    mainThreadMs: cpuMs(tasks),
    scriptMs: cpuMs(ours.filter(({ name }) => SCRIPT.test(name))),
    blockingMs: tasks.reduce((sum, { tdur = 0 }) => sum + Math.max(0, tdur / 1000 - LONG_TASK_MS), 0),
  };
}
