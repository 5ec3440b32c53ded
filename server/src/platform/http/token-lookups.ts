// In:    a request's token, its address, and the look-up.
// Out:   the look-up's result; or how long that network must wait, without a query.
// Never: keeps an address or a token: memory holds keyed hashes, for a minute.
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock.ts';
import { createNaming, forgetOldest } from './keyed-names.ts';
import { networkOf } from './network.ts';
import { Refusal } from '../refusal.ts';
import { sendRefusal } from './problem.ts';
import { MINUTE_MS } from '../time/instants.ts';

/**
 * Max failed look-ups per network (/24 or /48) and minute. Tokens cannot be guessed: the limit bounds the database load
 * of somebody who tries. Source: a script with a wrong token sends two a minute; thirty such scripts are more than one
 * building has.
 */
export const MAX_MISSES_PER_MINUTE = 60;
export type Lookup<T> = { found: T | undefined } | { waitMs: number };

export interface TokenLookups {
  /** `look` returns undefined for an unknown token. */
  find<T>(address: string, token: string, look: () => Promise<T | undefined>): Promise<Lookup<T>>;
  /** Marks a new token as valid. */
  remember(token: string): void;
}

interface Network {
  /** Failed look-ups of this minute. */
  misses: number;
  /** Look-ups in progress. Each may fail, so concurrent ones count like consecutive ones. */
  open: number;
  /** Called in order, when a look-up has ended. */
  waiting: (() => void)[];
}

export function createTokenLookups(clock: Clock): TokenLookups {
  const named = createNaming();
  let minute = 0;
  let networks = new Map<string, Network>();
  /** Valid tokens: a desk keeps working while somebody else in its building guesses. */
  const right = new Set<string>();

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
        // After a start no token is known: the valid desks of a building wait for their own look-ups.
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

/** For a network with too many failed look-ups. */
export const tooManyLookups = ({ waitMs }: { waitMs: number }): Refusal =>
  new Refusal(
    429,
    'too-many-lookups',
    'Your network has sent too many unknown tokens. Wait a minute, then try again.',
    { waitMs },
  );

export const sendWait = (reply: FastifyReply, wait: { waitMs: number }): FastifyReply =>
  sendRefusal(reply, tooManyLookups(wait));
