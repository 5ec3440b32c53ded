// In:    the database, this machine's clock, and the clock that nodes share.
// Out:   the number of live nodes, from memory; whether this node may run shared work.
// Never: makes a request wait for the database; after a failed read the last values stay.
import { randomUUID } from 'node:crypto';
import { isSharedClock, type Clock, type SharedClock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { LeaseHolder } from '../db/lease.ts';
import { correctClock, describeClock, isWithinTolerance, nextClockState, type ClockState } from './skew.ts';
import { deleteLeases, deleteNode, deleteOtherNodes, NODE_LIFE_MS, saveNode, type NodeRow } from './store.ts';

/** `id` is random for each process. It holds the node's leases. */
export interface Nodes extends LeaseHolder {
  /** Live nodes on this database, including this one, as of the last beat: at least 1. From memory. */
  liveCount(): number;
  /**
   * Every change that was committed before then has arrived: when this node last sent itself a message on the channel of
   * changes that came back. Units: ms since the epoch.
   */
  caughtUpAtMs(): number;
  /** Called each time that this instant has moved on. Returns how to stop. */
  onCaughtUp(listener: () => void): () => void;
  /** This machine's clock minus the database's. Units: ms; null: not known. */
  clock(): { state: ClockState; skewMs: number | null };
  close(): Promise<void>;
}

export interface NodesDeps {
  database: Database;
  /** A shared clock is measured against the database's; any other is taken as right, such as a simulation's. */
  clock: Clock | SharedClock;
  /** The server's version. */
  version: string;
  /** Where people reach it. */
  publicUrl: string;
  onError: (error: Error) => void;
  /** Called with a line for the log. */
  onWarning: (message: string) => void;
}

const BEAT_EVERY_MS = 15_000;
/** Begins a message that a node sends to itself. */
const ECHO_PREFIX = 'node:';
/** Max time for measuring the skew after the clock was set. Units: ms. */
const JUMP_MEASURED_WITHIN_MS = 2_000;

export async function createNodes({
  database,
  clock,
  version,
  publicUrl,
  onError,
  onWarning,
}: NodesDeps): Promise<Nodes> {
  const id = randomUUID();
  const shared = isSharedClock(clock) ? clock : null;
  let live: NodeRow[] = [];
  let state: ClockState = 'right';
  let timer: { cancel(): void } | undefined;
  let working: Promise<void> = Promise.resolve();
  let isClosed = false;
  /** By the shared clock, which is measured first. */
  let startedAtMs: number | undefined;

  let caughtUpAtMs = -Infinity;
  const listeners = new Set<() => void>();
  /** The message that has not come back yet, and when it was sent. */
  let echo: { payload: string; sentAtMs: number } | null = null;
  const unsubscribe = database.changes.subscribe((payload) => {
    if (echo === null || payload !== echo.payload) return;
    caughtUpAtMs = echo.sentAtMs;
    echo = null;
    for (const listener of listeners) listener();
  });

  const skewMs = (): number | null => (shared ? shared.skewMs() : 0);
  const isAnyOtherRight = (): boolean => live.some((node) => node.id !== id && isWithinTolerance(node.skewMs));
  /** A corrected clock may hold leases if no node has a better one: a single node must keep working. */
  const mayHold = (): boolean => skewMs() !== null && (state === 'right' || !isAnyOtherRight());

  const announceChange = (): void => {
    const next = nextClockState(state, skewMs());
    if (next !== state) onWarning(describeClock(next, skewMs()));
    state = next;
  };

  const beat = async (): Promise<void> => {
    try {
      if (shared) await correctClock(database, shared);
    } finally {
      shared?.giveUpOnJump();
      announceChange();
    }
    const nowMs = clock.now();
    startedAtMs ??= nowMs;
    live = await saveNode(
      database,
      { id, version, skewMs: skewMs(), startedAtMs, publicUrl },
      { nowMs, endedBeforeMs: nowMs - NODE_LIFE_MS },
    );
    if (!mayHold()) await deleteLeases(database, id);
    echo = { payload: `${ECHO_PREFIX}${randomUUID()}`, sentAtMs: nowMs };
    await database.changes.publish(echo.payload);
  };

  const beatLater = (): void => {
    timer = clock.after(BEAT_EVERY_MS, beatNow);
  };
  /** Beats run one at a time. */
  const beatNow = (): void => {
    timer?.cancel();
    working = working
      .then(beat)
      .catch(onError)
      .then(() => {
        if (isClosed) return;
        timer?.cancel();
        beatLater();
      });
  };

  if (database.kind === 'pglite') await deleteOtherNodes(database, id);
  await beat();
  beatLater();
  shared?.onJump(() => {
    if (isClosed) return;
    shared.after(JUMP_MEASURED_WITHIN_MS, () => shared.giveUpOnJump());
    beatNow();
  });

  return {
    id,
    mayHold,
    caughtUpAtMs: () => caughtUpAtMs,
    onCaughtUp(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    liveCount: () => Math.max(live.length, 1),
    clock: () => ({ state: skewMs() === null ? 'unknown' : state, skewMs: skewMs() }),
    async close() {
      isClosed = true;
      timer?.cancel();
      unsubscribe();
      await working;
      // Otherwise the other nodes would count it until its row expires.
      await deleteNode(database, id).catch(onError);
    },
  };
}
