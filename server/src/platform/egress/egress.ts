// In:    an address from a person or a file, and a request.
// Out:   the response, or an EgressError.
// Never: connects to a private address, however it is written, resolved or redirected to, unless EGRESS_ALLOW names the
//        host; exceeds its time or size limit; sends headers meant for one origin to another after a redirect.
import { lookup } from 'node:dns/promises';
import { EgressError } from './fault.ts';
import { askOnce, type Resolve } from './hop.ts';
import { targetOf, type Target } from './target.ts';

export { EgressError } from './fault.ts';

export interface EgressRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Total limit: name resolution, connections, redirects and the last byte. */
  timeoutMs: number;
  maxBytes: number;
  /** Takes a reply in gzip or brotli; `maxBytes` then limits what it unpacks to. */
  acceptsCompressed?: boolean;
  /** Followed for GET only; a POST's redirect is its reply. `manual`: a GET's is its reply, too. */
  maxRedirects?: number | 'manual';
  /** Where a caller follows a redirect itself: the address that redirected. */
  redirectedFrom?: string;
}

export interface EgressReply {
  status: number;
  /** Lower-case names. Repeated headers are joined by a comma; cookies are dropped. */
  headers: Record<string, string>;
  body: Buffer;
  /** The final address, after redirects. */
  url: string;
}

export interface Egress {
  request(url: string, ask: EgressRequest): Promise<EgressReply>;
  /** What is wrong with the address itself, before any connection: "should be …". */
  fault(url: string): string | undefined;
  /** Aborts open requests. */
  close(): void;
}

const USER_AGENT = 'AskUsNow/1';
const MAX_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

const resolveAll: Resolve = (host) => lookup(host, { all: true });

export function createEgress({
  allow,
  resolve = resolveAll,
}: {
  /** Hosts, with or without a port, that may have private addresses. */
  allow: readonly string[];
  /** The network's edge, for tests. */
  resolve?: Resolve;
}): Egress {
  let isClosed = false;
  const underWay = new Set<AbortController>();

  async function follow(first: Target, ask: EgressRequest, signal: AbortSignal): Promise<EgressReply> {
    const { method = 'GET', body, maxBytes, acceptsCompressed = false, maxRedirects = MAX_REDIRECTS } = ask;
    let target = first;
    let headers: Record<string, string> = { 'user-agent': USER_AGENT, ...ask.headers };
    for (let redirects = 0; ; redirects++) {
      const reply = await askOnce(target, { method, headers, body, maxBytes, acceptsCompressed, resolve, signal });
      const location = reply.headers['location'];
      if (
        method !== 'GET' ||
        maxRedirects === 'manual' ||
        location === undefined ||
        !REDIRECTS.includes(reply.status)
      ) {
        return { ...reply, url: target.url.href };
      }
      if (redirects >= maxRedirects) {
        throw new EgressError('too-many-redirects', `redirects more than ${maxRedirects} times`);
      }
      const next = targetOf(location, allow, target);
      if (next.url.origin !== target.url.origin) headers = { 'user-agent': USER_AGENT };
      target = next;
    }
  }

  return {
    async request(url, ask) {
      const { redirectedFrom } = ask;
      const target = targetOf(url, allow, redirectedFrom === undefined ? undefined : targetOf(redirectedFrom, allow));
      const ending = new AbortController();
      underWay.add(ending);
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(ask.timeoutMs)]);
      try {
        if (isClosed) throw new EgressError('unreachable', 'the server is closing');
        return await follow(target, ask, signal);
      } catch (error) {
        throw asEgressError(error, signal, ask.timeoutMs);
      } finally {
        underWay.delete(ending);
      }
    },
    fault(url) {
      try {
        targetOf(url, allow);
        return undefined;
      } catch (error) {
        if (error instanceof EgressError) return error.message;
        throw error;
      }
    },
    close() {
      isClosed = true;
      for (const ending of underWay) ending.abort();
    },
  };
}

function asEgressError(error: unknown, signal: AbortSignal, timeoutMs: number): EgressError {
  if (error instanceof EgressError) return error;
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return new EgressError('timeout', `has not answered within ${timeoutMs} ms`);
  }
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return new EgressError('unreachable', 'cannot be reached', typeof code === 'string' ? code : undefined);
}
