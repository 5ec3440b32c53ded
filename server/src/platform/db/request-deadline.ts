// In:    the deadline of the current request, and the rows that it may see.
// Out:   the remaining time for each of its queries; the scope of its statements.
// Never: limits work that a request only started: only purposes that serve requests read it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { ALL_ROWS, type RowScope } from './row-scope.ts';

/** Units: ms of `performance.now()`. */
export interface RequestTime {
  /** Until then it may wait for a session. */
  waitUntilMs: number;
  /**
   * Until then it must be answered. Later than `waitUntilMs` for a long read, which then continues only while it need not
   * wait.
   */
  answerUntilMs: number;
  /** Set when the request's account is known. */
  rows: RowScope;
}

const times = new AsyncLocalStorage<RequestTime>();

/** A long read yields to the event loop between its parts. */
const MIN_WAIT_MS = 250;

/** Runs a request's handler, and all its asynchronous work, with this deadline. */
export const runWithin = (time: RequestTime, run: () => void): void => times.run(time, run);

const leftUntil = (atMs: number): number => Math.max(atMs - performance.now(), 0);

/** Null outside of a request. */
export const currentRows = (): RowScope | null => times.getStore()?.rows ?? null;

/**
 * For what concerns several libraries by its nature, such as the median of a library's peers: the policies do not apply to
 * it. The caller has checked the account's right, and shows no foreign row.
 */
export function acrossLibraries<T>(run: () => Promise<T>): Promise<T> {
  const time = times.getStore();
  return time === undefined ? run() : times.run({ ...time, rows: ALL_ROWS }, run);
}

/** For the holder of a link that a library has made: its rows alone, whatever a statement asks for. */
export function withinLibrary<T>(library: string, run: () => Promise<T>): Promise<T> {
  const time = times.getStore();
  const rows: RowScope = { work: 'account', account: null, libraries: [library], queues: [] };
  return time === undefined ? run() : times.run({ ...time, rows }, run);
}

/** Remaining time for a query. Infinity outside of a request. */
export const remainingMs = (): number => leftUntil(times.getStore()?.answerUntilMs ?? Infinity);

/** Remaining time to wait for a session. Infinity outside of a request. */
export const remainingWaitMs = (): number => {
  const time = times.getStore();
  return time === undefined ? Infinity : Math.min(Math.max(leftUntil(time.waitUntilMs), MIN_WAIT_MS), remainingMs());
};
