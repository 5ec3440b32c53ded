// In:    a page's address.
// Out:   its response and bytes; or the state and the finding that say why there are none.
// Never: anything but GET; a page that robots.txt refuses, or of search results, at first or after a redirect; two
//        requests to one host at once; more than its time and size.
import type { PageState } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import { EgressError, type Egress, type EgressReply } from '../../platform/egress/egress.ts';
import type { HostTurns } from './host-turns.ts';
import { finding, type Finding } from './page/report.ts';
import { MAX_ROBOTS_BYTES, MAX_ROBOTS_REDIRECTS, type Robots } from './robots.ts';
import { isSearchPage } from './search-page.ts';

/** Of all requests of one check. Units: ms. */
export const SITE_TIMEOUT_MS = 10_000;
export const MAX_PAGE_BYTES = 3 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

export interface FetchDeps {
  egress: Pick<Egress, 'request'>;
  clock: Clock;
  robots: Robots;
  turns: HostTurns;
}

export type Fetched = { reply: EgressReply } | { state: PageState; finding: Finding };

/** What is left of a check's time; waiting for a host's turn costs nothing. */
export interface Budget {
  leftMs: number;
}

export async function fetchPage(
  { egress, clock, robots, turns }: FetchDeps,
  address: string,
  budget: Budget,
  headers: Record<string, string> = {},
): Promise<Fetched> {
  let redirectedFrom: string | undefined;
  const ask = (url: URL, options: { maxBytes: number; maxRedirects: number | 'manual' }): Promise<EgressReply> =>
    turns(url.host, async () => {
      if (budget.leftMs <= 0) throw new EgressError('timeout', `has not answered within ${SITE_TIMEOUT_MS} ms`);
      const startMs = clock.now();
      try {
        return await egress.request(url.href, {
          ...options,
          ...(redirectedFrom === undefined ? {} : { redirectedFrom }),
          acceptsCompressed: true,
          timeoutMs: budget.leftMs,
          headers: { ...HEADERS, ...headers },
        });
      } finally {
        budget.leftMs -= clock.now() - startMs;
      }
    });
  const askRobots = (url: string): Promise<EgressReply> =>
    ask(new URL(url), { maxBytes: MAX_ROBOTS_BYTES, maxRedirects: MAX_ROBOTS_REDIRECTS });

  try {
    let url = toPage(address);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (isSearchPage(url)) return notAllowed('search-page');
      if (!(await robots.isAllowed(url, askRobots))) return notAllowed('robots-disallowed');
      const reply = await ask(url, { maxBytes: MAX_PAGE_BYTES, maxRedirects: 'manual' });
      const location = reply.headers['location'];
      if (location === undefined || !REDIRECTS.includes(reply.status)) return { reply };
      redirectedFrom = url.href;
      url = toPage(location, url);
    }
    throw new EgressError('too-many-redirects', `redirects more than ${MAX_REDIRECTS} times`);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    const { code } = error;
    // Not of a redirect: a stranger's site would learn which names are known inside.
    const isNamed = code === 'too-large' || (code === 'private-address' && redirectedFrom === undefined);
    return { state: 'unreachable', finding: finding(isNamed ? code : 'unreachable', null, code) };
  }
}

const HEADERS = { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1' };

const notAllowed = (code: 'search-page' | 'robots-disallowed'): Fetched => ({
  state: 'not-allowed',
  finding: finding(code),
});

/** Without its fragment, which is never sent. */
function toPage(address: string, from?: URL): URL {
  const url = URL.parse(address, from?.href);
  // No other kind of address has a site, whose robots.txt would be asked for first.
  if (!url || !/^https?:$/.test(url.protocol))
    throw new EgressError('bad-address', 'should be a whole address, like https://host.example.org/path');
  url.hash = '';
  return url;
}
