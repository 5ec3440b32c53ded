// In:    a request's method and headers.
// Out:   whether it may use a session to change something.
// Never: trusts a request without a header that names its origin, or one whose headers contradict each other.
import type { IncomingHttpHeaders } from 'node:http';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * SameSite=Lax keeps the cookie out of other sites' POSTs, but not of a sibling host's: libraries of one consortium may
 * share a site. Every current browser sends Origin with a POST, and Sec-Fetch-Site, which scripts cannot set; the latter
 * also accepts a page at another address of this server.
 */
export function isSameOrigin(method: string, headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (SAFE_METHODS.includes(method) || site === 'same-origin') return true;
  return headers.origin === publicUrl && site !== 'cross-site';
}
