// In:    an address; how to fetch a site's robots.txt.
// Out:   whether the site lets us read the address (RFC 9309), from memory for an hour.
// Never: takes a site that fails for one that allows.
import robotsParser from 'robots-parser';
import type { Clock } from '../../platform/clock.ts';
import { EgressError, type EgressReply } from '../../platform/egress/egress.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';

/** Our name in robots.txt. */
const PRODUCT_TOKEN = 'AskUsNow';
/** RFC 9309 asks for at least this much to be read. */
export const MAX_ROBOTS_BYTES = 500 * 1024;
export const MAX_ROBOTS_REDIRECTS = 5;
const MAX_SITES = 2_000;

/** The package's own types describe a module that Node does not load. */
const parseRobots = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, userAgent: string): boolean | undefined };

type Rules = ReturnType<typeof parseRobots> | 'all' | 'none';

export interface Robots {
  /** Rejects with an EgressError if the site cannot be reached. */
  isAllowed(url: URL, fetchRobots: (url: string) => Promise<EgressReply>): Promise<boolean>;
}

export function createRobots(clock: Clock): Robots {
  /** By origin, the longest kept first. */
  const kept = new Map<string, { rules: Rules; untilMs: number }>();

  async function load(origin: string, fetchRobots: (url: string) => Promise<EgressReply>): Promise<Rules> {
    const address = `${origin}/robots.txt`;
    try {
      const { status, body } = await fetchRobots(address);
      if (status >= 200 && status < 300) return parseRobots(address, body.toString('utf8'));
      return status >= 500 ? 'none' : 'all';
    } catch (error) {
      // "Unavailable", like a missing file.
      if (error instanceof EgressError && error.code === 'too-many-redirects') return 'all';
      if (error instanceof EgressError && error.code === 'too-large') return 'none';
      throw error;
    }
  }

  async function rulesOf(origin: string, fetchRobots: (url: string) => Promise<EgressReply>): Promise<Rules> {
    const known = kept.get(origin);
    if (known && clock.now() < known.untilMs) return known.rules;
    const rules = await load(origin, fetchRobots);
    kept.delete(origin);
    kept.set(origin, { rules, untilMs: clock.now() + HOUR_MS });
    if (kept.size > MAX_SITES) kept.delete(kept.keys().next().value!);
    return rules;
  }

  return {
    async isAllowed(url, fetchRobots) {
      const rules = await rulesOf(url.origin, fetchRobots);
      return typeof rules === 'string' ? rules === 'all' : rules.isAllowed(url.href, PRODUCT_TOKEN) !== false;
    },
  };
}
