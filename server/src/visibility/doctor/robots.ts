// In:    an address; how to fetch a site's robots.txt; the worker pool.
// Out:   whether the site lets us read the address (RFC 9309), by a file that is kept for an hour.
// Never: takes a site that fails for one that allows; reads a file on the thread that answers patrons.
import type { Clock } from '../../platform/clock.ts';
import { EgressError, type EgressReply } from '../../platform/egress/egress.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { workerTask, type WorkerPool } from '../../platform/worker/worker-pool.ts';
import type { run } from './robots-task.ts';

const READ_ROBOTS = workerTask<typeof run>(import.meta.url, './robots-task');
/** RFC 9309 asks for at least this much to be read. */
export const MAX_ROBOTS_BYTES = 500 * 1024;
export const MAX_ROBOTS_REDIRECTS = 5;
/** A file of the largest size takes a tenth of a second, one of many names for each rule takes minutes. Units: ms. */
const MAX_READ_MS = 3_000;
const MAX_SITES = 2_000;

type Rules = { text: string } | 'all' | 'none';

export interface Robots {
  /** Rejects with an EgressError if the site cannot be reached; otherwise if the server is closing or has no thread free, or for a bug. */
  isAllowed(url: URL, fetchRobots: (url: string) => Promise<EgressReply>): Promise<boolean>;
}

export function createRobots(clock: Clock, workers: WorkerPool): Robots {
  /** By origin, the longest kept first. */
  const kept = new Map<string, { rules: Rules; untilMs: number }>();

  async function load(address: string, fetchRobots: (url: string) => Promise<EgressReply>): Promise<Rules> {
    try {
      const { status, body } = await fetchRobots(address);
      if (status >= 200 && status < 300) return { text: body.toString('utf8') };
      return status >= 500 ? 'none' : 'all';
    } catch (error) {
      // "Unavailable", like a missing file.
      if (error instanceof EgressError && error.code === 'too-many-redirects') return 'all';
      if (error instanceof EgressError && error.code === 'too-large') return 'none';
      throw error;
    }
  }

  function keep(origin: string, rules: Rules): void {
    kept.delete(origin);
    kept.set(origin, { rules, untilMs: clock.now() + HOUR_MS });
    if (kept.size > MAX_SITES) kept.delete(kept.keys().next().value!);
  }

  return {
    async isAllowed({ origin, href }, fetchRobots) {
      const address = `${origin}/robots.txt`;
      const known = kept.get(origin);
      const isKnown = known !== undefined && clock.now() < known.untilMs;
      const rules = isKnown ? known.rules : await load(address, fetchRobots);
      if (!isKnown) keep(origin, rules);
      if (typeof rules === 'string') return rules === 'all';
      const outcome = await workers.run(
        READ_ROBOTS,
        { address, text: rules.text, url: href },
        { timeoutMs: MAX_READ_MS },
      );
      if ('result' in outcome) return outcome.result;
      if (outcome.fault !== 'timeout' && outcome.fault !== 'memory')
        throw new Error(`a robots.txt cannot be read: ${outcome.detail}`);
      keep(origin, 'none');
      return false;
    },
  };
}
