// In:    the running server; the clock.
// Out:   slow traffic and heartbeats that go on after the simulated days, so that pages are live.
// Never: a failure that stops it.
import type { Clock } from '../platform/clock.ts';
import { toError } from '../platform/to-error.ts';
import { sendHeartbeats, withOpenings, type Desk } from './attendance.ts';
import type { Client } from './client.ts';
import type { Pages } from './pages.ts';

const EVERY_MS = 30_000;

export interface LiveOptions {
  client: Client;
  pages: Pages;
  /** Known to the process that has simulated the days; after a restart there are none. */
  desks: readonly Desk[];
  seed: string;
  clock: Clock;
  onError(error: Error): void;
}

export function goOnLive({ client, pages, desks, seed, clock, onError }: LiveOptions): { close(): Promise<void> } {
  let isClosed = false;
  let timer: { cancel(): void } | undefined;
  const turn = async (): Promise<void> => {
    const nowMs = clock.now();
    await pages.send(nowMs, EVERY_MS);
    await sendHeartbeats(client, await withOpenings(client, desks), { seed, nowMs });
  };
  let working = Promise.resolve();
  const next = (): void => {
    working = turn()
      .catch((error: unknown) => onError(toError(error)))
      .then(() => {
        if (!isClosed) timer = clock.after(EVERY_MS, next);
      });
  };
  next();
  return {
    async close() {
      isClosed = true;
      timer?.cancel();
      await working;
    },
  };
}
