// In:    the library whose pages were asked for by a browser that may have to sign in first.
// Out:   a cookie that remembers it; where the browser goes when it has signed in.
// Never: redirects to an address from a browser: the cookie holds the ID of a library, and the path is made here.
import type { Registry } from '../cooperative/registry.ts';
import type { Config } from '../platform/config.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { cookieHeader, cookieName, readCookie } from './cookie.ts';

type Place = Pick<Config, 'secure'>;

/** A mailed link works for 15 minutes, and may take a while to arrive. */
const RETURN_TTL_MS = 30 * MINUTE_MS;

const nameOf = (place: Place): string => `${cookieName(place)}-return`;

export const policiesPath = (library: string): string => `/dashboard/${library}/policies`;

export const returnCookie = (library: string, place: Place): string =>
  cookieHeader(nameOf(place), library, RETURN_TTL_MS / 1000, place);

/** `cookies`: clear what is used up. */
export function afterSignIn(
  header: string | undefined,
  registry: Pick<Registry, 'library'>,
  place: Place,
): { path: string; cookies: string[] } {
  const remembered = readCookie(header, nameOf(place));
  if (remembered === undefined) return { path: '/dashboard', cookies: [] };
  const library = registry.library(remembered);
  return {
    path: library === undefined ? '/dashboard' : policiesPath(library.id),
    cookies: [cookieHeader(nameOf(place), '', 0, place)],
  };
}
