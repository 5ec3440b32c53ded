// In:    work on a host.
// Out:   the same work, one at a time for each host.

/** Runs `work` when all earlier work on the host has ended. */
export type HostTurns = <Result>(host: string, work: () => Promise<Result>) => Promise<Result>;

export function createHostTurns(): HostTurns {
  const last = new Map<string, Promise<unknown>>();
  return async (host, work) => {
    const before = last.get(host);
    const mine = (before ?? Promise.resolve()).then(work, work);
    last.set(host, mine);
    try {
      return await mine;
    } finally {
      if (last.get(host) === mine) last.delete(host);
    }
  };
}
