// In:    a token that a request brings, where it comes from, and how to look the token up.
// Out:   what was found; or how long that network should wait, without asking the database.
// Never: an address or a token kept: in memory are hashes under a key that nobody knows, and a minute ends them.
import { hash, randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock.ts';
import { networkOf } from './network.ts';
import { sendProblem } from './problem.ts';
import { MINUTE_MS } from '../time/instants.ts';

/**
 * Look-ups that find nothing, per network (/24 or /48) and minute. A token cannot be guessed: this bounds what somebody who
 * tries costs the database. Source: a script with a wrong token sends two a minute; thirty such are more than a building has.
 */
export const MAX_MISSES_PER_MINUTE = 60;
/** So many networks, and so many tokens that were right, are remembered; past that the oldest are forgotten. */
const MAX_REMEMBERED = 10_000;

export type Lookup<T> = { found: T | undefined } | { waitMs: number };

export interface TokenLookups {
  /** `look` gives undefined where nobody has the token. */
  find<T>(address: string, token: string, look: () => Promise<T | undefined>): Promise<Lookup<T>>;
  /** A token that was just made is right. */
  remember(token: string): void;
}

interface Network {
  /** Of this minute. */
  misses: number;
  /** Look-ups under way. Each may be a miss: those that come at once are as many as those that come one after another. */
  open: number;
  /** Called in turn, when a look-up has ended. */
  waiting: (() => void)[];
}

export function createTokenLookups(clock: Clock): TokenLookups {
  const key = randomBytes(32).toString('base64url');
  const named = (text: string): string => hash('sha256', `${key}\n${text}`, 'base64url');
  let minute = 0;
  let networks = new Map<string, Network>();
  /** A desk that was right goes on while somebody else in its building guesses. */
  const right = new Set<string>();

  const forgetOldest = <K>(collection: { size: number; keys(): Iterator<K>; delete(name: K): unknown }): void => {
    const oldest = collection.keys().next();
    if (collection.size > MAX_REMEMBERED && !oldest.done) collection.delete(oldest.value);
  };
  const addRight = (name: string): void => {
    right.delete(name);
    right.add(name);
    forgetOldest(right);
  };

  function networkAt(address: string): Network {
    const now = Math.floor(clock.now() / MINUTE_MS);
    if (now !== minute) {
      minute = now;
      networks = new Map();
    }
    const name = named(networkOf(address));
    const network = networks.get(name) ?? { misses: 0, open: 0, waiting: [] };
    networks.set(name, network);
    forgetOldest(networks);
    return network;
  }

  return {
    async find(address, token, look) {
      const name = named(token);
      const network = networkAt(address);
      while (network.misses + network.open >= MAX_MISSES_PER_MINUTE && !right.has(name)) {
        if (network.misses >= MAX_MISSES_PER_MINUTE) return { waitMs: MINUTE_MS - (clock.now() % MINUTE_MS) };
        // After a start no token is known yet: a building full of desks that are right waits for its own look-ups.
        await new Promise<void>((resolve) => network.waiting.push(resolve));
      }
      network.open++;
      try {
        const found = await look();
        if (found === undefined) network.misses++;
        if (found === undefined) right.delete(name);
        else addRight(name);
        return { found };
      } finally {
        network.open--;
        const isFull = network.misses >= MAX_MISSES_PER_MINUTE;
        for (const wake of network.waiting.splice(0, isFull ? Infinity : 1)) wake();
      }
    },
    remember: (token) => addRight(named(token)),
  };
}

/** To those whose network has tried too many. */
export function sendWait(reply: FastifyReply, { waitMs }: { waitMs: number }): FastifyReply {
  reply.header('retry-after', String(Math.ceil(waitMs / 1000)));
  const detail = 'Too many unknown tokens have come from your network: wait a minute, then try again.';
  return sendProblem(reply, 429, 'too-many-lookups', detail);
}
