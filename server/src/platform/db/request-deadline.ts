// In:    when the request that is being answered must have its answer.
// Out:   how much time a query of its own has left.
// Never: a limit for work that a request only started: purposes that serve requests alone look at it.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Units: ms of `performance.now()`. */
export interface RequestTime {
  /** Up to here it may wait for others. */
  waitUntilMs: number;
  /** Up to here it must be answered. Later than `waitUntilMs` for a long read: past that it goes on while it need not wait. */
  answerUntilMs: number;
}

const times = new AsyncLocalStorage<RequestTime>();

/** Between the turns of one long read there is a turn of the event loop. */
const MIN_WAIT_MS = 250;

/** Runs a request's handler, and all that it waits for, within its time. */
export const runWithin = (time: RequestTime, run: () => void): void => times.run(time, run);

const leftUntil = (atMs: number): number => Math.max(atMs - performance.now(), 0);

/** How long a query may still take. Infinity outside of a request. */
export const remainingMs = (): number => leftUntil(times.getStore()?.answerUntilMs ?? Infinity);

/** How long it may still wait for a session. Infinity outside of a request. */
export const remainingWaitMs = (): number => {
  const time = times.getStore();
  return time === undefined ? Infinity : Math.min(Math.max(leftUntil(time.waitUntilMs), MIN_WAIT_MS), remainingMs());
};
