import { CHANGE_KINDS, watchChanges, type ChangeKind } from '@askusnow/sdk';
import { connection } from './connection.js';

type Listener = (what: readonly ChangeKind[]) => void;

/** The name of the lock and of the channel. Like the session, each exists once per origin and browser profile. */
const NAME = 'askusnow-changes';
const listeners = new Set<Listener>();
/** Ends this page's subscription; undefined while it has none. */
let leave: (() => void) | undefined;
/** Settles when every later change reaches this page, or when that takes too long. */
let opened: Promise<void>;
let reportOpened: () => void;
/** A connection that opens later than this holds up no page. Units: ms. */
const OPENING_MS = 500;

const notify = (what: readonly ChangeKind[]): void => {
  for (const listener of listeners) listener(what);
};

/** Listens to the server until the signal ends it. */
const listen = (listener: Listener, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const watch = watchChanges(connection, (what) => {
      listener(what);
      // After the listeners: a part that waits for it reads once.
      reportOpened();
    });
    signal.addEventListener('abort', () => {
      watch.close();
      resolve();
    });
  });

/**
 * Of all visible pages the one with the lock has the connection, and forwards each change to the others. When it closes, crashes
 * or is hidden, the browser gives the lock to the next. Over plain http there are no locks, and each page has its own connection.
 */
function join(): void {
  opened = new Promise((resolve) => (reportOpened = resolve));
  setTimeout(reportOpened, OPENING_MS);
  const controller = new AbortController();
  const { signal } = controller;
  leave = () => {
    leave = undefined;
    controller.abort();
  };
  if (!('locks' in navigator)) return void listen(notify, signal);
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<ChangeKind[]>) => notify(data);
  signal.addEventListener('abort', () => channel.close());
  const listenForAll = (): Promise<void> =>
    listen((what) => {
      notify(what);
      channel.postMessage(what);
    }, signal);
  const queue = async (): Promise<void> => {
    // Another page that has the connection forwards each change; one that opens it says that all may have changed.
    await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? listenForAll() : reportOpened()));
    await navigator.locks.request(NAME, { signal }, listenForAll);
  };
  // Rejects if this page leaves before it gets the lock.
  queue().catch(() => undefined);
}

/** What is read from then on is followed by every later change, or read again when the stream opens; a hidden page follows none. */
export const untilFollowed = (): Promise<void> => (leave ? opened : Promise.resolve());

function followAgain(): void {
  if (leave || listeners.size === 0) return;
  join();
  notify(CHANGE_KINDS);
}

/** The stream ends with the session: after signing in again the page reads anew, and follows each later change. */
export function followNextSession(): void {
  if (document.visibilityState === 'hidden') return;
  leave?.();
  followAgain();
}

/**
 * A hidden page loads nothing, and a left one may stay in the back/forward cache: neither keeps a connection. Over HTTP/1.1 a
 * browser has six connections for all of its pages, and the seventh page would not load.
 */
function onPage({ type }: Event): void {
  if (type === 'pagehide' || document.visibilityState === 'hidden') return leave?.();
  followAgain();
}
for (const type of ['pagehide', 'pageshow']) window.addEventListener(type, onPage);
document.addEventListener('visibilitychange', onPage);

/** Calls back with the kinds of changes, over one connection for all pages of this browser. Returns a function that unsubscribes. */
export function subscribeChanges(listener: Listener): () => void {
  listeners.add(listener);
  if (!leave && document.visibilityState === 'visible') join();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) leave?.();
  };
}
