// In:    when the request that is being answered must have its answer.
// Out:   how much time a query of its own has left.
// Never: a limit for work that a request only started: purposes that serve requests alone look at it.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Units: ms of `performance.now()`. */
const deadline = new AsyncLocalStorage<number>();

/** Runs a request's handler, and all that it waits for, under a deadline. */
export const runUntil = (deadlineMs: number, run: () => void): void => deadline.run(deadlineMs, run);

/** Infinity outside of a request. */
export const remainingMs = (): number => {
  const deadlineMs = deadline.getStore();
  return deadlineMs === undefined ? Infinity : Math.max(deadlineMs - performance.now(), 0);
};
