// In:    work whose result several requests wait for.
// Out:   the result; or `DatabaseBusyError` for a request whose deadline passes first.
// Never: stops the work: the next request uses its result.
import { remainingMs } from './request-deadline.ts';
import { DatabaseBusyError } from './session-queue.ts';

/** `work` reads with the purpose `jobs`, so that one request's deadline does not end it for the others. */
export function waitForShared<T>(work: Promise<T>): Promise<T> {
  const leftMs = remainingMs();
  if (leftMs === Infinity) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseBusyError('jobs')), leftMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
