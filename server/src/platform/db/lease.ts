// In:    the name of some periodic work; the node that wants to run it.
// Out:   true if this node ran the work, false if another node holds the lease.
// Never: has two holders at once, as long as the shared clock is right to well within `ttlMs` and the database is reachable.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Tables } from './tables.ts';

/** A node that takes leases. */
export interface LeaseHolder {
  id: string;
  /** False: this node leaves shared work to others and releases its leases. */
  mayHold(): boolean;
}

/** A holder without other nodes. */
export const createLeaseHolder = (): LeaseHolder => ({ id: randomUUID(), mayHold: () => true });

/** One lease of one node. */
export interface Lease {
  db: Kysely<Tables>;
  clock: Clock;
  name: string;
  holder: LeaseHolder;
  /** How long it lasts after its last renewal. Units: ms. */
  ttlMs: number;
  /** Called with the lease's end when it is taken and on each renewal. Units: ms since the epoch. */
  onHeld?: ((untilMs: number) => void) | undefined;
}

/**
 * Runs the work if the lease is free, expired or this holder's, and renews it during the work. After a success it stays
 * taken for `ttlMs`, so that another node's timer a moment later does not repeat the work. After a failure it is
 * released, and any node may try.
 */
export async function withLease(lease: Lease, run: () => Promise<void>): Promise<boolean> {
  const { db, name, holder } = lease;
  if (!holder.mayHold()) {
    await giveBackLease(db, name, holder.id);
    return false;
  }
  if (!(await takeLease(lease))) return false;
  try {
    await runRenewing(lease, run);
    return true;
  } catch (error) {
    // A lease that cannot be released expires by itself; the error of the run matters more.
    await giveBackLease(db, name, holder.id).catch(() => undefined);
    throw error;
  }
}

async function runRenewing(lease: Lease, run: () => Promise<void>): Promise<void> {
  const renewal = startRenewal(lease);
  try {
    await run();
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

/** Share of the lease's time between renewals: one may fail, and the next still comes before the end. */
const RENEW_AFTER = 1 / 3;

/** Renews a lease until stopped, or until another node has it. */
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
      // An unreachable database may be back at the next renewal.
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

/** Releases the lease, so that any node can take it at once. */
export async function giveBackLease(db: Kysely<Tables>, name: string, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
}
