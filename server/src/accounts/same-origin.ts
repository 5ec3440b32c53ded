// In:    a request's method and headers.
// Out:   whether it may change something under a session.
// Never: trusts a request that says nothing of where it comes from.
import type { IncomingHttpHeaders } from 'node:http';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * SameSite=Lax keeps the cookie from other sites' POSTs, but not from a sibling host's: libraries of one consortium may
 * share a site. Every current browser sends Origin with a POST, and Sec-Fetch-Site, which script cannot set; the
 * second also serves a page reached under another spelling of this server's address.
 */
export function isSameOrigin(method: string, headers: IncomingHttpHeaders, publicUrl: string): boolean {
  return SAFE_METHODS.includes(method) || headers['sec-fetch-site'] === 'same-origin' || headers.origin === publicUrl;
}
