// In:    a name for some periodic work, and who asks.
// Out:   true if the asker did the work, false if another holds the lease; rounds of it, one after another.
// Never: two holders at once, as long as the clock that nodes share is right to well within `ttlMs`.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Tables } from './tables.ts';

/** Who takes leases: one node. */
export interface LeaseHolder {
  id: string;
  /** False: this node leaves shared work to others, and gives back what it holds. */
  mayHold(): boolean;
}

/** A holder that knows of no other nodes. */
export const createLeaseHolder = (): LeaseHolder => ({ id: randomUUID(), mayHold: () => true });

/**
 * Runs the work if the lease is free, run out, or the holder's own. It stays taken for `ttlMs` after a success, so that
 * another node's timer a moment later finds the work done; after a failure it is given back, and any node may try.
 */
export async function withLease(
  db: Kysely<Tables>,
  clock: Clock,
  name: string,
  { id: holder, mayHold }: LeaseHolder,
  ttlMs: number,
  run: () => Promise<void>,
): Promise<boolean> {
  if (!mayHold()) {
    await giveBackLease(db, name, holder);
    return false;
  }
  const now = new Date(clock.now());
  const expires_at = new Date(clock.now() + ttlMs);
  const taken = await db
    .insertInto('lease')
    .values({ name, holder, expires_at })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, expires_at })
        .where((row) => row.or([row('lease.expires_at', '<=', now), row('lease.holder', '=', holder)])),
    )
    .returning('name')
    .executeTakeFirst();
  if (!taken) return false;
  try {
    await run();
    return true;
  } catch (error) {
    await giveBackLease(db, name, holder);
    throw error;
  }
}

/** Two nodes' timers are not in step: the lease ends so long before its holder's next round is due. Units: ms. */
const SLACK_MS = 1_000;

export interface RoundsDeps {
  db: Kysely<Tables>;
  clock: Clock;
  holder?: LeaseHolder | undefined;
  onError: (error: Error) => void;
}

/** Runs rounds, each on one node, from now on until it is closed; closing waits for the one under way. */
export function startRounds(
  { db, clock, holder = createLeaseHolder(), onError }: RoundsDeps,
  { name, everyMs }: { name: string; everyMs: number },
  round: () => Promise<void>,
): { close(): Promise<void> } {
  let timer: { cancel(): void } | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const run = (): void => {
    running = withLease(db, clock, name, holder, everyMs - SLACK_MS, round)
      .catch(onError)
      .then(() => {
        if (!isClosed) timer = clock.after(everyMs, run);
      });
  };
  run();
  return {
    async close() {
      isClosed = true;
      timer?.cancel();
      await running;
    },
  };
}

/** Lets any node take it at once. */
export async function giveBackLease(db: Kysely<Tables>, name: string, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
}
