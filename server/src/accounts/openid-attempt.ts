// In:    a sign-in that begins, or the Cookie header with which a browser comes back from the provider.
// Out:   the attempt: its state, nonce and code verifier; the cookie that alone can derive them.
// Never: stores an attempt: a browser that has not begun one cannot end it. Accepts one that is older than ten minutes.
import { createHmac } from 'node:crypto';
import type { Config } from '../platform/config.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { cookieHeader, cookieName, readCookie } from './cookie.ts';
import { createToken, isToken } from './token.ts';

/** How long a person may take at the provider. Units: ms. */
export const ATTEMPT_TTL_MS = 10 * MINUTE_MS;

type Place = Pick<Config, 'secure'>;

export interface Attempt {
  state: string;
  nonce: string;
  codeVerifier: string;
}

const nameOf = (place: Place): string => `${cookieName(place)}-sign-in`;

/** The start is in each value, so that a browser cannot change it. */
function derive(secret: string, startedAtMs: number): Attempt {
  const value = (name: string): string =>
    createHmac('sha256', secret).update(`${name} ${startedAtMs}`).digest('base64url');
  return { state: value('state'), nonce: value('nonce'), codeVerifier: value('code-verifier') };
}

export function startAttempt(nowMs: number, place: Place): { attempt: Attempt; cookie: string } {
  const secret = createToken();
  const cookie = cookieHeader(nameOf(place), `${secret}.${nowMs}`, ATTEMPT_TTL_MS / 1000, place);
  return { attempt: derive(secret, nowMs), cookie };
}

/** Undefined: this browser has begun none in the last ten minutes. */
export function readAttempt(header: string | undefined, nowMs: number, place: Place): Attempt | undefined {
  const [secret, startedAt = ''] = readCookie(header, nameOf(place))?.split('.') ?? [];
  if (!isToken(secret) || !/^\d{1,15}$/.test(startedAt)) return undefined;
  const ageMs = nowMs - Number(startedAt);
  return ageMs >= 0 && ageMs < ATTEMPT_TTL_MS ? derive(secret, Number(startedAt)) : undefined;
}

export const clearAttemptCookie = (place: Place): string => cookieHeader(nameOf(place), '', 0, place);
