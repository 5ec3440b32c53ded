// In:    a token that a request brings, where it comes from, and how to look the token up.
// Out:   what was found; or how long that network should wait, without asking the database.
// Never: an address or a token kept: in memory are hashes under a key that nobody knows, and a minute ends them.
import { hash, randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock.ts';
import { networkOf } from './network.ts';
import { sendProblem } from './problem.ts';

/**
 * Look-ups that find nothing, per network (/24 or /48) and minute. A token cannot be guessed: this bounds what somebody who
 * tries costs the database. Source: a script with a wrong token sends two a minute; thirty such are more than a building has.
 */
export const MAX_MISSES_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
/** So many networks, and so many tokens that were right, are remembered; past that the oldest are forgotten. */
const MAX_REMEMBERED = 10_000;

export type Lookup<T> = { found: T | undefined } | { waitMs: number };

export interface TokenLookups {
  /** `look` gives undefined where nobody has the token. */
  find<T>(address: string, token: string, look: () => Promise<T | undefined>): Promise<Lookup<T>>;
}

export function createTokenLookups(clock: Clock): TokenLookups {
  const key = randomBytes(32).toString('base64url');
  const named = (text: string): string => hash('sha256', `${key}\n${text}`, 'base64url');
  let minute = 0;
  let misses = new Map<string, number>();
  /** A desk that was right goes on while somebody else in its building guesses. */
  const right = new Set<string>();

  const remember = <K>(collection: { size: number; keys(): Iterator<K>; delete(name: K): unknown }): void => {
    const oldest = collection.keys().next();
    if (collection.size > MAX_REMEMBERED && !oldest.done) collection.delete(oldest.value);
  };

  return {
    async find(address, token, look) {
      const now = Math.floor(clock.now() / MINUTE_MS);
      if (now !== minute) {
        minute = now;
        misses = new Map();
      }
      const [network, name] = [named(networkOf(address)), named(token)];
      const counted = misses;
      const count = counted.get(network) ?? 0;
      if (count >= MAX_MISSES_PER_MINUTE && !right.has(name)) return { waitMs: (now + 1) * MINUTE_MS - clock.now() };
      const found = await look();
      right.delete(name);
      if (found === undefined) {
        counted.set(network, (counted.get(network) ?? 0) + 1);
        remember(counted);
      } else {
        right.add(name);
        remember(right);
      }
      return { found };
    },
  };
}

/** To those whose network has tried too many. */
export function sendWait(reply: FastifyReply, { waitMs }: { waitMs: number }): FastifyReply {
  reply.header('retry-after', String(Math.ceil(waitMs / 1000)));
  const detail = 'Too many unknown tokens have come from your network: wait a minute, then try again.';
  return sendProblem(reply, 429, 'too-many-lookups', detail);
}
