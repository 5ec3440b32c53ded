import type { AskEvent } from '../contract/event-kinds.js';
import { PATHS } from '../contract/paths.js';
import { type Clock, systemClock } from '../clock.js';
import { fetch as nativeFetch, quietly } from '../natives.js';
import { asksForPrivacy } from '../page.js';
import { reconnectDelayMs, toAskedWaitMs } from '../reconnect.js';
import { ANSWER_MS, type Connection, PRIVATELY } from '../request.js';
import { toBatchId } from './batch-id.js';
import { createEventQueue, type EventContext } from './queue.js';

/** How a sender reaches the server. */
export interface EventSenderOptions extends Connection {
  /** Replaces the machine's clock and timers. */
  clock?: Clock;
  /** Now by the server's clock, for the batch's day; the machine's own where nothing better is known. Units: ms since the epoch. */
  now?: () => number;
}

/** Batches events and sends them without delaying the page. */
export interface EventSender {
  /** Takes an event; a click leaves at once, since its page may be leaving too. Never waits, never throws. */
  send(context: EventContext, event: AskEvent): void;
  /** Sends what waits; resolves when each batch is acknowledged, refused or given up. Never rejects. */
  flush(): Promise<void>;
  /** Sends what waits a last time and listens to the page no more. */
  close(): void;
}

/** Long enough to gather a page's impressions, short enough for a brief visit. */
const GATHER_MS = 2500;
const RETRIES = 3;
const ROUTE = PATHS.events;

/**
 * Queues events, and sends them after a moment and at a click. The caller calls `flush` when its page is left.
 * A network failure, no answer in 15 s, 429 and 5xx are tried again under the same batch id, after Retry-After and full jitter; then, or
 * where the server refuses, the batch is dropped. What was not acknowledged when a page closes may be lost.
 * Sends nothing while the browser's Global Privacy Control is on.
 * Errors: none reach the caller or its page.
 * @example const sender = createBatchSender({ endpoint: 'https://ask.example.org' });
 */
export function createBatchSender({
  endpoint,
  fetch = nativeFetch,
  clock = systemClock,
  now = clock.now,
}: EventSenderOptions): Omit<EventSender, 'close'> {
  const queue = createEventQueue();
  let cancel: (() => void) | undefined;

  const deliver = (body: string): Promise<void> =>
    quietly(async () => {
      for (let retry = 0; ; retry++) {
        let pauseMs = 0;
        const limit = new AbortController();
        const cancelLimit = clock.after(ANSWER_MS, () => limit.abort());
        try {
          // A string body without a content type is `text/plain`: a simple request, no preflight. `keepalive` outlives the page.
          // `sendBeacon` would send cookies, and on some hosts the page's whole address: it is not used.
          const { status, headers } = await fetch(endpoint + ROUTE, {
            ...PRIVATELY,
            method: 'POST',
            body,
            keepalive: true,
            signal: limit.signal,
          });
          // Acknowledged, or refused for good.
          if (status < 500 && status !== 429) retry = RETRIES;
          pauseMs = toAskedWaitMs(1000 * +headers.get('retry-after')!);
        } catch {
          // Offline, blocked, reset or without an answer: the same batch again is harmless.
        }
        cancelLimit();
        if (retry === RETRIES) return;
        await new Promise<void>((resolve) => clock.after(pauseMs + reconnectDelayMs(retry, Math.random()), resolve));
      }
    });

  const flush = (): Promise<void> =>
    quietly(async () => {
      cancel?.();
      cancel = undefined;
      for (const sent of queue.drain(() => toBatchId(now())).map(deliver)) await sent;
    });

  return {
    send(context, event) {
      // Read each time: a person may switch it on while the page is open.
      if (asksForPrivacy()) return;
      queue.add(context, event);
      if (event.kind === 'click') void flush();
      else cancel ??= clock.after(GATHER_MS, () => void flush());
    },
    flush,
  };
}
