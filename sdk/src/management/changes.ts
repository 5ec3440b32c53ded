import { readEvents } from '../availability/event-stream.js';
import { CHANGE_KINDS, type ChangeKind, type Changes } from '../contract/changes.js';
import { TICK_SEC } from '../contract/limits.js';
import { path } from '../path.js';
import { type Clock, systemClock } from '../clock.js';
import { fetch as nativeFetch, parse } from '../natives.js';
import { isHidden, listenToPage } from '../page.js';
import { reconnectDelayMs } from '../reconnect.js';
import { type Connection, PRIVATELY } from '../request.js';

/** How a watch of changes reaches the server. */
export interface ChangeWatchOptions extends Connection {
  /** Replaces the machine's clock and timers. */
  clock?: Clock;
}

/** A subscription; `close` ends it and its connection. */
export interface ChangeWatch {
  /** Ends it. */
  close(): void;
}

/** Longer than two ticks: the connection has failed silently. */
const SILENCE_MS = 2 * TICK_SEC * 1000 + 5000;

/**
 * Calls the listener when something has changed, with the kinds of change. Each time that a connection opens, or the server
 * refuses one, these are all kinds: changes may have been missed. It is paused in a hidden tab and in a page that was left, and ends by itself
 * when the session does.
 * Errors: none reach the caller; what the listener throws goes to the console.
 * @example const watch = watchChanges(connection, (what) => what.includes('presence') && refresh());
 */
export function watchChanges(
  { endpoint, fetch = nativeFetch, clock = systemClock }: ChangeWatchOptions,
  listener: (what: readonly ChangeKind[]) => void,
): ChangeWatch {
  /** The current subscription loop; undefined while paused. An earlier loop notifies nobody. */
  let round: object | undefined;
  /** Ends the wait of the current loop. */
  let end = (): void => {};

  const notify = (what: readonly ChangeKind[]): void => {
    try {
      listener(what);
    } catch (error) {
      // oxlint-disable-next-line no-console -- an error of the caller's listener, which nothing else would report
      console.error(error);
    }
  };

  /** One connection until it ends. Returns whether to reconnect, and the server's retry. */
  const listen = async (isCurrent: () => boolean): Promise<{ isOver: boolean; received: boolean; waitMs: number }> => {
    const controller = new AbortController();
    let received = false;
    let waitMs = 0;
    let cancel = (): void => {};
    const extend = (): void => {
      cancel();
      cancel = clock.after(SILENCE_MS, () => controller.abort());
    };
    end = () => controller.abort();
    extend();
    try {
      const response = await fetch(endpoint + path`/v1/changes/stream`, {
        ...PRIVATELY,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: controller.signal,
      });
      if (response.status === 401 || response.status === 403) return { isOver: true, received, waitMs };
      if (isCurrent()) notify(CHANGE_KINDS);
      if (!response.ok || !response.body) return { isOver: false, received, waitMs };
      await readEvents(
        response.body,
        (data) => {
          received = true;
          extend();
          const { what } = parse(data) as Partial<Changes>;
          if (what && isCurrent()) notify(what);
        },
        (retryMs) => (waitMs = retryMs),
      );
    } catch {
      // Whatever the error, the next step is the same.
    } finally {
      cancel();
      controller.abort();
    }
    return { isOver: false, received, waitMs };
  };

  const pause = (): void => {
    round = undefined;
    end();
  };
  const close = (): void => {
    listenToPage(onPage, false);
    pause();
  };
  const keepUp = async (): Promise<void> => {
    const mine = (round = {});
    const isCurrent = (): boolean => mine === round;
    for (let failures = 0; isCurrent();) {
      const { isOver, received, waitMs } = await listen(isCurrent);
      if (!isCurrent()) return;
      if (isOver) return close();
      failures = received ? 0 : failures + 1;
      await new Promise<void>((resolve) => {
        const cancel = clock.after(waitMs || reconnectDelayMs(failures, Math.random()), resolve);
        end = () => (cancel(), resolve());
      });
    }
  };
  /** A left page may stay in the back/forward cache with its connection: after six of them a browser loads nothing more over HTTP/1.1. */
  const onPage = (event: Event): void => {
    if (isHidden(event)) pause();
    else if (!round) void keepUp();
  };

  listenToPage(onPage, true);
  if (!isHidden()) void keepUp();
  return { close };
}
