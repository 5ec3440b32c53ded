// In:    a database check that anybody can trigger.
// Out:   its last result, shared by all callers.
// Never: repeats the check before `keptMs` or concurrently, or lets a caller wait longer than a second.
import type { Clock } from '../../platform/clock.ts';

export interface CachedCheck<Result> {
  /** `late` while the check takes longer than a second. */
  result(): Promise<Result>;
  /** When the last check began. Units: ms since the epoch. */
  checkedAtMs(): number;
}

const TIMEOUT_MS = 1_000;

/** `check` never rejects. `keptMs` counts from the start of the check. */
export function createCachedCheck<Result>(
  clock: Clock,
  { keptMs, late, check }: { keptMs: (result: Result) => number; late: Result; check: () => Promise<Result> },
): CachedCheck<Result> {
  let last = late;
  let checkedAtMs = -Infinity;
  let running: Promise<void> | null = null;
  let isLate = false;

  const run = async (): Promise<void> => {
    checkedAtMs = clock.now();
    last = await check();
    running = null;
    isLate = false;
  };

  return {
    checkedAtMs: () => checkedAtMs,
    async result() {
      if (running === null && Math.abs(clock.now() - checkedAtMs) < keptMs(last)) return last;
      running ??= run();
      if (!isLate) {
        let timer: NodeJS.Timeout | undefined;
        const timeout = new Promise<void>((resolve) => {
          timer = setTimeout(() => {
            isLate = running !== null;
            resolve();
          }, TIMEOUT_MS);
        });
        await Promise.race([running, timeout]);
        clearTimeout(timer);
      }
      return isLate ? late : last;
    },
  };
}
