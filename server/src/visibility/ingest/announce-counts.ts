// In:    word that something was counted or refused here.
// Out:   one notification for all nodes, at once, and then no sooner than the next ten seconds.
// Never: a notification per commit: Postgres takes them one after another, and pages would read all the time.
import type { Clock } from '../../platform/clock.ts';
import { toError } from '../../platform/to-error.ts';

const PAUSE_MS = 10_000;

export interface CountsAnnouncer {
  counted(): void;
  close(): void;
}

export function createCountsAnnouncer(
  clock: Clock,
  publish: () => Promise<void>,
  onError: (error: Error) => void,
): CountsAnnouncer {
  let pause: { cancel(): void } | undefined;
  let isDue = false;

  const announce = (): void => {
    isDue = false;
    publish().catch((error: unknown) => onError(toError(error)));
    pause = clock.after(PAUSE_MS, () => {
      pause = undefined;
      if (isDue) announce();
    });
  };

  return {
    counted() {
      if (pause) isDue = true;
      else announce();
    },
    close() {
      pause?.cancel();
      pause = undefined;
    },
  };
}
