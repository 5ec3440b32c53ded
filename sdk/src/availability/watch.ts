import type { Availability, Tick } from '../contract/availability.js';
import { TICK_SEC } from '../contract/limits.js';
import { PATHS } from '../contract/paths.js';
import type { AnswerState } from '../contract/vocabulary.js';
import { type Clock, systemClock } from '../clock.js';
import { fetch as nativeFetch, parse, quietly } from '../natives.js';
import { inPage, isHidden, listenToPage } from '../page.js';
import { reconnectDelayMs } from '../reconnect.js';
import { type Connection, PRIVATELY } from '../request.js';
import { readEvents } from './event-stream.js';
import { readAvailability, toMs } from './read.js';

/** What a listener receives. */
export interface AvailabilitySnapshot {
  /**
   * What may be claimed now. `unknown` where nothing has been received, where the answer's `validUntil` has passed by the
   * server's clock, where two ticks were missed, and where the server's words made no sense.
   */
  state: AnswerState;
  /**
   * The last answer that made sense, for its fallback, hours and names; null: none. Go by `state`, not by
   * `availability.state`. Its `validUntil` moves on with each tick of the stream.
   */
  availability: Availability | null;
  /** Add it to `Date.now()` for the server's clock. Units: ms. */
  clockOffsetMs: number;
}

/** Called once as soon as something is known or known to be unknown, then on every change. What it throws goes to the console. */
export type AvailabilityListener = (snapshot: AvailabilitySnapshot) => void;

/** A listener's subscription. */
export interface AvailabilityWatch {
  /** Ends it; the connection ends with the last one. */
  close(): void;
}

/** How a watcher reaches the server. */
export interface WatcherOptions extends Connection {
  /** Replaces the machine's clock and timers. */
  clock?: Clock;
}

/** Keeps every listener of one server informed over one connection. */
export interface AvailabilityWatcher {
  /** Listens to one library's answer; a library that is watched already costs no request. */
  watch(library: string, listener: AvailabilityListener): AvailabilityWatch;
  /** Now by the server's clock, as far as it is known. Units: ms since the epoch. */
  now: () => number;
}

/** What is known of one library. */
interface Entry {
  listeners: Set<AvailabilityListener>;
  /** The body as it came, to distinguish a change from a repetition; undefined: not asked yet. */
  text: string | undefined;
  /** Null where the body made no sense. */
  availability: Availability | null;
  /** What the listeners last received; undefined: nothing yet. */
  snapshot: AvailabilitySnapshot | undefined;
}

/** A page asks by GET first; only one that is really read gets a stream. */
const READ_AFTER_MS = 15_000;
/** Longest wait for an answer, and for a new stream's first tick: a proxy that gathers streams up never lets it through. */
const ANSWER_MS = 10_000;
/** Two missed ticks and a little. */
const SILENCE_MS = 2 * TICK_SEC * 1000 + 5000;
/**
 * The allowed silence of a server that has announced its shutdown: a `retry` after the first event says when to come back. It
 * covers the longest wait that a server asks for, an attempt that is too early, and the next. `validUntil` holds all the while.
 */
const RESTART_MS = 4 * TICK_SEC * 1000;
/** After more failed streams in a row than these, the watcher polls at the server's interval. */
const MAX_STREAM_FAILURES = 2;

/**
 * Keeps listeners informed about any number of libraries of one server: a GET, then the stream, or polls where streams
 * fail; paused in a hidden tab; quiet when nobody listens. Answers expire by themselves, by the server's clock.
 * Errors: none reach the caller or its page: what cannot be known is reported as `unknown`.
 * @example const watcher = createAvailabilityWatcher({ endpoint: 'https://ask.example.org' });
 */
export function createAvailabilityWatcher({
  endpoint,
  fetch = nativeFetch,
  clock = systemClock,
}: WatcherOptions): AvailabilityWatcher {
  const entries = new Map<string, Entry>();
  let clockOffsetMs = 0;
  /** By the local clock: when silence becomes `unknown`. A tab that is paused on purpose is not silent. */
  let silentAtMs = 0;
  /** The present round of keeping up; undefined while paused. A round that is not the present one goes no further. */
  let round: object | undefined;
  /** Ends what the present round waits for. */
  let stop = (): void => {};
  let cancelJudge: (() => void) | undefined;
  let newcomers = false;

  const now = (): number => clock.now() + clockOffsetMs;
  const setServerClock = (serverMs: number): void => {
    if (serverMs > 0) clockOffsetMs = serverMs - clock.now();
  };
  const allowSilence = (silenceMs: number): void => {
    silentAtMs = clock.now() + silenceMs;
    judge();
  };

  /** Notifies listeners of what may be claimed now. Looks again when that may change, and within a tick: a laptop sleeps through timers. */
  const judge = (): void => {
    let nextMs = TICK_SEC * 1000;
    for (const [, entry] of entries) {
      const { listeners, text, availability } = entry;
      if (text === undefined) continue;
      const leftMs = Math.min(toMs(availability?.validUntil) - now(), silentAtMs - clock.now());
      // A tick may name a library whose body made no sense.
      const state = (leftMs > 0 && availability?.state) || 'unknown';
      if (leftMs > 0) nextMs = Math.min(nextMs, leftMs);
      if (entry.snapshot?.state !== state || entry.snapshot.availability !== availability) {
        const snapshot = (entry.snapshot = { state, availability, clockOffsetMs });
        for (const listener of listeners) listener(snapshot);
      }
    }
    cancelJudge?.();
    cancelJudge = clock.after(nextMs, () => void quietly(judge));
  };

  /** Takes an answer in; one that makes no sense takes the former away. */
  const take = (text: string, entry?: Entry): Availability | null => {
    let availability: Availability | null = null;
    try {
      availability = readAvailability(text);
      entry ??= entries.get(availability.library);
    } catch {
      // Listeners receive it as `unknown`.
    }
    if (entry && entry.text !== text) {
      entry.text = text;
      entry.availability = availability;
    }
    return availability;
  };

  const pause = (): void => {
    round = undefined;
    stop();
    silentAtMs = Infinity;
  };

  const keepUp = (): Promise<void> =>
    quietly(async () => {
      const mine = (round = {});
      stop();
      allowSilence(SILENCE_MS);
      const readAtMs = clock.now() + READ_AFTER_MS;

      /** Does one thing, for so long at most; what fails is passed over. A round that is over never comes back from here. */
      const step = async (
        limitMs: number,
        work: (signal: AbortSignal, extend: () => void) => Promise<unknown>,
      ): Promise<void> => {
        const controller = new AbortController();
        const end = (stop = () => controller.abort());
        let cancel = clock.after(limitMs, end);
        try {
          await work(controller.signal, () => {
            cancel();
            cancel = clock.after(SILENCE_MS, end);
          });
        } catch {
          // Whatever it was, the next step is the same.
        }
        cancel();
        end();
        if (mine !== round) await new Promise(() => {});
      };
      const wait = (ms: number) => step(ms, (signal) => new Promise((resolve) => (signal.onabort = resolve)));
      // A copy from the browser's own cache would bring an old Date, and with it a wrong clock: `no-cache` asks for its ETag.
      const request = (path: string, signal: AbortSignal) =>
        fetch(endpoint + path, { ...PRIVATELY, signal, cache: 'no-cache' });

      for (let failures = 0; ;) {
        let updates: Availability['updates'] | undefined;
        let received = false;
        let waitMs = 0;

        let query = '?';
        for (const [library, entry] of entries) {
          query += `library=${encodeURIComponent(library)}&`;
          await step(ANSWER_MS, async (signal) => {
            const response = await request(PATHS.availability(library), signal);
            const { headers } = response;
            // Date is in whole seconds, cut: better a second early than late.
            setServerClock(toMs(headers.get('date')) + 1000 * (1 + +headers.get('age')!));
            // What the server refuses makes no sense as an answer; what it fails at leaves the last one its time.
            if (response.status < 500) updates = take(await response.text(), entry)?.updates ?? updates;
          });
          entry.text ??= '';
        }
        if (updates) allowSilence(SILENCE_MS + 2000 * updates.everySec);
        else judge();
        if (isHidden()) return pause();

        if (updates?.mode === 'stream') {
          if (inPage) await wait(readAtMs - clock.now());
          await step(ANSWER_MS, async (signal, extend) => {
            await readEvents(
              (await request(PATHS.stream + query, signal)).body!,
              (data) => {
                const tick = parse(data) as Tick;
                if (tick.now) {
                  setServerClock(toMs(tick.now));
                  // The end of another answer would make this one true again. An older server has no revisions.
                  for (const [library, { availability }] of entries)
                    if (availability && availability.revision === tick.revision?.[library])
                      availability.validUntil = tick.validUntil[library] || availability.validUntil;
                } else if (!take(data)) throw new TypeError();
                received = true;
                extend();
                allowSilence(SILENCE_MS);
              },
              (retryMs) => {
                waitMs = retryMs;
                if (received) allowSilence(RESTART_MS);
              },
            );
          });
        } else received = !!updates;

        failures = received ? 0 : failures + 1;
        waitMs ||= reconnectDelayMs(failures, Math.random());
        if (updates && (updates.mode === 'poll' || failures > MAX_STREAM_FAILURES)) {
          waitMs = updates.everySec * 1000 * (0.5 + Math.random());
        }
        // Another attempt is made before silence counts, and not by all pages at once; a server that asks for more gets more.
        const leftMs = silentAtMs - clock.now() - ANSWER_MS;
        if (leftMs >= ANSWER_MS && waitMs > leftMs && waitMs <= RESTART_MS) waitMs = leftMs * Math.random();
        await wait(waitMs);
      }
    });

  const onPage = (event: Event): void => {
    if (isHidden(event)) pause();
    else if (!round || event.type === 'online' || (event as PageTransitionEvent).persisted) void keepUp();
  };

  /** Looks once, after all that a page does in one go: an element that is moved in the document costs no request. */
  const settle = (): Promise<void> =>
    quietly(async () => {
      await Promise.resolve();
      for (const [library, { listeners }] of entries) if (!listeners.size) entries.delete(library);
      if (newcomers) void keepUp();
      newcomers = false;
      listenToPage(onPage, !!entries.size);
      if (entries.size) return;
      pause();
      cancelJudge?.();
    });

  return {
    now,
    watch(library, listener) {
      let entry = entries.get(library);
      if (!entry) {
        newcomers = true;
        entry = { listeners: new Set(), text: undefined, availability: null, snapshot: undefined };
        entries.set(library, entry);
      }
      const { listeners, snapshot } = entry;
      // Each subscription is its own, even of one function. What it throws is its page's to see, and stops nobody else.
      const own: AvailabilityListener = (news) => {
        try {
          listener(news);
        } catch (error) {
          // oxlint-disable-next-line no-console -- the caller's own fault, which nobody else would report to them
          console.error(error);
        }
      };
      listeners.add(own);
      void quietly(async () => {
        await settle();
        if (snapshot && listeners.has(own)) own(snapshot);
      });
      return {
        close() {
          listeners.delete(own);
          void settle();
        },
      };
    },
  };
}

const watchers: Record<string, AvailabilityWatcher> = {};

/**
 * The page's one watcher of a server. Per copy of this script: a second copy of the widget's script registers no element
 * and so watches nothing, and sharing between versions would freeze what they share.
 * Errors: none, like those of {@link createAvailabilityWatcher}.
 * @example sharedWatcher('https://ask.example.org').watch('harford', ({ state }) => console.log(state));
 */
export const sharedWatcher = (endpoint: string): AvailabilityWatcher =>
  (watchers[endpoint] ??= createAvailabilityWatcher({ endpoint }));
