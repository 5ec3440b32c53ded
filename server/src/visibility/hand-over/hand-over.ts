// In:    what is stored of a hand-over, now; an address that a person typed.
// Out:   its state; the page that is meant, or what is wrong with the address.
// Never: keeps query or fragment of an address: they may hold what a patron searched for.
import type { HandOverState } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk';
import { createOriginMatcher } from '../../cooperative/origin.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';

export interface HandOverTimes {
  liveMs: number | null;
  withdrawnMs: number | null;
  expiresMs: number;
}

/** A page that is live stays so when the link has expired: the work is done. */
export function stateOf({ liveMs, withdrawnMs, expiresMs }: HandOverTimes, nowMs: number): HandOverState {
  if (withdrawnMs !== null) return 'withdrawn';
  if (liveMs !== null) return 'live';
  return nowMs >= expiresMs ? 'expired' : 'waiting';
}

/** Whether the link still opens. */
export const isOpen = ({ withdrawnMs, expiresMs }: HandOverTimes, nowMs: number): boolean =>
  withdrawnMs === null && nowMs < expiresMs;

export interface HandOverPage {
  /** Without query and fragment. */
  page: string;
  origin: string;
  path: string;
  pattern: string;
  originId: number;
}

/** What the address should be, as the rest of a sentence; else the page. */
export function toPage(
  typed: string,
  { origins }: Pick<RegisteredLibrary, 'origins'>,
): HandOverPage | { fault: string } {
  const url = URL.parse(typed.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return { fault: 'should be the address of a page, like https://www.library.example/contact' };
  const registered = createOriginMatcher(origins)(url.origin);
  if (registered === undefined) {
    const known = origins.map(({ origin }) => origin).join(', ');
    return { fault: `should be on a registered website of the library${known && ` (${known})`}` };
  }
  const { origin, pathname: path } = url;
  return { page: origin + path, origin, path, pattern: toPagePattern(path), originId: registered.id };
}
