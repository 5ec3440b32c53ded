// In:    requests for the same work.
// Out:   one run at a time; all requests that arrive during a run share the one that follows it.
// Never: drops a request made during a run: that run may have read the database before the requested change.

/**
 * The returned function requests a run. It resolves when a run that began after the request has ended, and rejects with
 * that run's error. A failed run does not stop the next one.
 */
export function coalesce(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () =>
    (next ??= running
      .catch(() => {}) // Reported to the callers that requested it.
      .then(() => {
        next = null;
        return (running = run());
      }));
}
