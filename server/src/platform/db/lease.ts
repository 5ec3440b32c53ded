// In:    a name for some periodic work, and who asks.
// Out:   true if the asker did the work, false if another holds the lease.
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
    // A lease that cannot be given back ends by itself; why the run failed matters more.
    await giveBackLease(db, name, holder).catch(() => undefined);
    throw error;
  }
}

/** Lets any node take it at once. */
export async function giveBackLease(db: Kysely<Tables>, name: string, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
}
