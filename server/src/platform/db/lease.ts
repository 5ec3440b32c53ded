// In:    a name for some periodic work, and who asks.
// Out:   true if the asker did the work, false if another holds the lease.
// Never: two holders at once, as long as the clock that nodes share is right to well within `ttlMs` and the database is there.
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

/** One lease, as one node takes it. */
export interface Lease {
  db: Kysely<Tables>;
  clock: Clock;
  name: string;
  holder: LeaseHolder;
  /** How long it lasts after its holder was last seen. Units: ms. */
  ttlMs: number;
  /** Called with its end when it was taken and each time that it was renewed. Units: ms since the epoch. */
  onHeld?: ((untilMs: number) => void) | undefined;
}

/**
 * Runs the work if the lease is free, run out, or the holder's own, and renews it while the work lasts. It stays taken for
 * `ttlMs` after a success, so that another node's timer a moment later finds the work done; after a failure it is given
 * back, and any node may try.
 */
export async function withLease(lease: Lease, run: () => Promise<void>): Promise<boolean> {
  const { db, name, holder } = lease;
  if (!holder.mayHold()) {
    await giveBackLease(db, name, holder.id);
    return false;
  }
  if (!(await takeLease(lease))) return false;
  const renewal = startRenewal(lease);
  try {
    await run();
    return true;
  } catch (error) {
    await renewal.stop();
    // A lease that cannot be given back ends by itself; why the run failed matters more.
    await giveBackLease(db, name, holder.id).catch(() => undefined);
    throw error;
  } finally {
    await renewal.stop();
  }
}

async function takeLease({ db, clock, name, holder: { id: holder }, ttlMs, onHeld }: Lease): Promise<boolean> {
  const nowMs = clock.now();
  const now = new Date(nowMs);
  const expires_at = new Date(nowMs + ttlMs);
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
  onHeld?.(nowMs + ttlMs);
  return true;
}

/** Of a lease's time: one renewal may fail, and the next still comes before the end. */
const RENEW_AFTER = 1 / 3;

/** Renews a lease until it is stopped, or another node has it. */
function startRenewal(lease: Lease): { stop(): Promise<void> } {
  const { db, clock, name, holder, ttlMs, onHeld } = lease;
  let isOver = false;
  let renewed = Promise.resolve();
  let timer: { cancel(): void } | undefined;

  const renew = async (): Promise<void> => {
    if (!holder.mayHold()) return;
    const untilMs = clock.now() + ttlMs;
    const { numUpdatedRows } = await db
      .updateTable('lease')
      .set({ expires_at: new Date(untilMs) })
      .where('name', '=', name)
      .where('holder', '=', holder.id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) isOver = true;
    else onHeld?.(untilMs);
  };
  const renewLater = (): void => {
    if (isOver) return;
    timer = clock.after(ttlMs * RENEW_AFTER, () => {
      // A database that is away may be back by the next time.
      renewed = renew()
        .catch(() => undefined)
        .then(renewLater);
    });
  };
  renewLater();
  return {
    async stop() {
      isOver = true;
      timer?.cancel();
      await renewed;
    },
  };
}

/** Lets any node take it at once. */
export async function giveBackLease(db: Kysely<Tables>, name: string, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
}
