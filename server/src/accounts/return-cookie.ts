// In:    the page of the dashboard that a browser asked for, which may have to sign in first.
// Out:   a cookie that remembers it; where the browser goes when it has signed in.
// Never: redirects to what a cookie holds: it must be an address of a page, and is composed again (dashboard-pages.ts).
import type { FastifyReply } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import type { Config } from '../platform/config.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { cookieHeader, cookieName, readCookie } from './cookie.ts';
import { dashboardAddress } from './dashboard-pages.ts';

type Place = Pick<Config, 'secure'>;

/** A mailed link works for 15 minutes, and may take a while to arrive. */
const RETURN_TTL_MS = 30 * MINUTE_MS;

const nameOf = (place: Place): string => `${cookieName(place)}-return`;

const HOME = '/dashboard';
/** Where a new viewer or provider begins. */
export const WELCOME = '/dashboard/-/welcome';

export const policiesPath = (library: string): string => `/dashboard/${library}/policies`;

/** Undefined: the address is no page of the dashboard. */
export function returnCookie(asked: string, place: Place): string | undefined {
  const page = dashboardAddress(asked);
  return page && cookieHeader(nameOf(place), page.address, RETURN_TTL_MS / 1000, place);
}

/** Remembers a page for the next sign-in of this browser. */
export function rememberPage(reply: FastifyReply, asked: string, place: Place): FastifyReply {
  const cookie = returnCookie(asked, place);
  return cookie === undefined ? reply : reply.header('set-cookie', cookie);
}

/** `home`: where it goes if no page is remembered. `cookies`: clear what is used up. */
export function afterSignIn(
  header: string | undefined,
  registry: Pick<Registry, 'library'>,
  place: Place,
  home = HOME,
): { path: string; cookies: string[] } {
  const remembered = readCookie(header, nameOf(place));
  if (remembered === undefined) return { path: home, cookies: [] };
  const page = dashboardAddress(remembered);
  const isThere = page !== undefined && (page.library === null || registry.library(page.library) !== undefined);
  return { path: isThere ? page.address : home, cookies: [cookieHeader(nameOf(place), '', 0, place)] };
}
