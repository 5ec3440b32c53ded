// In:    a Cookie header; a session token.
// Out:   its session token; the Set-Cookie header that sets it; a response that clears it.
// Never: a cookie that scripts can read, or that browsers send with another site's POST.
import type { FastifyReply } from 'fastify';
import type { Config } from '../platform/config.ts';
import { isToken } from './token.ts';

type Place = Pick<Config, 'secure'>;

/** Browsers reject a `__Host-` cookie from a sibling host or without https, so nobody else can set one. */
export const cookieName = ({ secure }: Place): string => (secure ? '__Host-askusnow' : 'askusnow');

/**
 * Our values hold no semicolon, space or percent sign, so nothing needs decoding; a value may hold `=`. Two of one name are none:
 * one of them is not ours, as of a sibling host over http, and which one a header does not say.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  const [found, ...others] = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix));
  return others.length === 0 ? found?.slice(prefix.length) : undefined;
}

/** Undefined if there is none, or none of ours. */
export function readSessionCookie(header: string | undefined, place: Place): string | undefined {
  const token = readCookie(header, cookieName(place));
  return isToken(token) ? token : undefined;
}

/** Lax: a link in a mail still opens the dashboard signed in; forms, frames and fetches of other sites do not send it. */
export const cookieHeader = (name: string, value: string, maxAgeSec: number, place: Place): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSec}; HttpOnly; SameSite=Lax${place.secure ? '; Secure' : ''}`;

/** The browser keeps it for as long as the session may stay unused. */
export const setSessionCookie = (token: string, lifeMs: number, place: Place): string =>
  cookieHeader(cookieName(place), token, Math.floor(lifeMs / 1000), place);
/**
 * Replaces the guard's cookie: a renewed one must not outlive its session. The browser drops what it could show again, also by
 * its Back button; not `storage`, where the dashboard keeps the column names of chat systems' files for the next month, nor
 * `cookies`, which would be those of every host of the domain.
 */
export const clearSessionCookie = (reply: FastifyReply, place: Place): FastifyReply =>
  reply
    .removeHeader('set-cookie')
    .headers({ 'set-cookie': cookieHeader(cookieName(place), '', 0, place), 'clear-site-data': '"cache"' });
