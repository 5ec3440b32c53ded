// In:    a Cookie header; a session token.
// Out:   its session token; the Set-Cookie header that sets it; a response that clears it.
// Never: a cookie that scripts can read, or that browsers send with another site's POST.
import type { FastifyReply } from 'fastify';
import type { Config } from '../platform/config.ts';
import { isToken } from './token.ts';

type Place = Pick<Config, 'secure'>;

/** Browsers reject a `__Host-` cookie from a sibling host or without https, so nobody else can set one. */
export const cookieName = ({ secure }: Place): string => (secure ? '__Host-askusnow' : 'askusnow');

/** Undefined if there is none, or none of ours. Tokens are base64url, so nothing needs decoding. */
export function readSessionCookie(header: string | undefined, place: Place): string | undefined {
  const prefix = `${cookieName(place)}=`;
  const found = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  const token = found?.slice(prefix.length);
  return isToken(token) ? token : undefined;
}

/** Lax: a link in a mail still opens the dashboard signed in; forms, frames and fetches of other sites do not send it. */
const toHeader = (token: string, maxAgeSec: number, place: Place): string =>
  `${cookieName(place)}=${token}; Path=/; Max-Age=${maxAgeSec}; HttpOnly; SameSite=Lax${place.secure ? '; Secure' : ''}`;

/** The browser keeps it for as long as the session may stay unused. */
export const setSessionCookie = (token: string, lifeMs: number, place: Place): string =>
  toHeader(token, Math.floor(lifeMs / 1000), place);
/** Replaces the guard's cookie: a renewed one must not outlive its session. */
export const clearSessionCookie = (reply: FastifyReply, place: Place): FastifyReply =>
  reply.removeHeader('set-cookie').header('set-cookie', toHeader('', 0, place));
