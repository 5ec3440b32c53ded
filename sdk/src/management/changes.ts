import { createEventReader } from '../availability/event-stream.js';
import { CHANGE_KINDS, type ChangeKind, type Changes } from '../contract/changes.js';
import { TICK_SEC } from '../contract/limits.js';
import { PATHS } from '../contract/paths.js';
import { type Clock, systemClock } from '../clock.js';
import { fetch as nativeFetch, parse } from '../natives.js';
import { reconnectDelayMs } from '../reconnect.js';
import { type Connection, PRIVATELY } from '../request.js';

/** How a watch of changes reaches the server. */
export interface ChangeWatchOptions extends Connection {
  /** Stands in for the machine's clock and timers. */
  clock?: Clock;
}

/** A subscription; `close` ends it and its connection. */
export interface ChangeWatch {
  /** Ends it. */
  close(): void;
}

/** Two missed ticks and a little: a connection that died without a word. */
const SILENCE_MS = 2 * TICK_SEC * 1000 + 5000;

/**
 * Tells when to read again, and what kinds of thing. Each time that a connection stands, or the server refuses one, that
 * is everything: it may all have changed unheard. It ends by itself when the session does.
 * Errors: none reach the caller; what the listener throws goes to the console.
 * @example const watch = watchChanges(connection, (what) => what.includes('presence') && refresh());
 */
export function watchChanges(
  { endpoint, fetch = nativeFetch, clock = systemClock }: ChangeWatchOptions,
  listener: (what: readonly ChangeKind[]) => void,
): ChangeWatch {
  let isClosed = false;
  let end = (): void => {};

  const tell = (what: readonly ChangeKind[]): void => {
    if (isClosed) return;
    try {
      listener(what);
    } catch (error) {
      // eslint-disable-next-line no-console -- the caller's own fault, which nobody else would tell them
      console.error(error);
    }
  };

  /** One connection, as long as it lives. Gives whether to come back, and the wait that the server asked for. */
  const listen = async (): Promise<{ isOver: boolean; heard: boolean; waitMs: number }> => {
    const controller = new AbortController();
    let heard = false;
    let waitMs = 0;
    let cancel = (): void => {};
    const extend = (): void => {
      cancel();
      cancel = clock.after(SILENCE_MS, () => controller.abort());
    };
    end = () => controller.abort();
    extend();
    try {
      const response = await fetch(endpoint + PATHS.changes, {
        ...PRIVATELY,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: controller.signal,
      });
      if (response.status === 401 || response.status === 403) return { isOver: true, heard, waitMs };
      tell(CHANGE_KINDS);
      if (!response.ok || !response.body) return { isOver: false, heard, waitMs };
      const read = createEventReader((data, retryMs) => {
        waitMs ||= retryMs;
        heard = true;
        extend();
        const { what } = parse(data ?? '{}') as Partial<Changes>;
        if (what) tell(what);
      });
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let piece; !(piece = await reader.read()).done;) read(decoder.decode(piece.value, { stream: true }));
    } catch {
      // Whatever it was, the next step is the same.
    } finally {
      cancel();
      controller.abort();
    }
    return { isOver: false, heard, waitMs };
  };

  const keepUp = async (): Promise<void> => {
    for (let failures = 0; !isClosed;) {
      const { isOver, heard, waitMs } = await listen();
      if (isOver || isClosed) return;
      failures = heard ? 0 : failures + 1;
      await new Promise<void>((resolve) => {
        const cancel = clock.after(waitMs || reconnectDelayMs(failures, Math.random()), resolve);
        end = () => (cancel(), resolve());
      });
    }
  };
  void keepUp();
  return {
    close() {
      isClosed = true;
      end();
    },
  };
}
