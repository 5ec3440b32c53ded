// In:    the database, this machine's clock, and the clock that nodes share.
// Out:   how many nodes live on this database, always in memory; whether this one may take shared work.
// Never: waits for the database where a request asks; what cannot be read stays as it was last read.
import { randomUUID } from 'node:crypto';
import { isSharedClock, type Clock, type SharedClock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { LeaseHolder } from '../db/lease.ts';
import { describeClock, isWithinTolerance, measureSkew, nextClockState, type ClockState } from './skew.ts';
import { deleteLeases, deleteNode, deleteOtherNodes, saveNode, type NodeRow } from './store.ts';

/** `id` is this process's: random, new at each start. It holds its leases. */
export interface Nodes extends LeaseHolder {
  /** Nodes that share the database, this one included: 1 or more, as of the last beat. From memory. */
  liveCount(): number;
  /**
   * Every change that was committed before then has arrived: when this node last sent itself a message on the channel of
   * changes that came back. Units: ms since the epoch.
   */
  caughtUpAtMs(): number;
  /** Called each time that this instant has moved on. Returns how to stop. */
  onCaughtUp(listener: () => void): () => void;
  /** This machine's clock beside the database's. Units: ms ahead; null: not known. */
  clock(): { state: ClockState; skewMs: number | null };
  close(): Promise<void>;
}

export interface NodesDeps {
  database: Database;
  /** A shared clock is measured against the database's; any other is right by definition, as a simulation's is. */
  clock: Clock | SharedClock;
  /** The server's version. */
  version: string;
  onError: (error: Error) => void;
  /** Called with a line for the log. */
  onWarning: (message: string) => void;
}

const BEAT_EVERY_MS = 15_000;
/** A node counts until it has missed two beats and a little. */
const NODE_LIFE_MS = 40_000;
/** Begins a message that a node sends to itself. */
const ECHO_PREFIX = 'node:';
/** After the clock was set, the database has so long to say by how much. Units: ms. */
const JUMP_MEASURED_WITHIN_MS = 2_000;

export async function createNodes({ database, clock, version, onError, onWarning }: NodesDeps): Promise<Nodes> {
  const id = randomUUID();
  const shared = isSharedClock(clock) ? clock : null;
  let live: NodeRow[] = [];
  let state: ClockState = 'right';
  let timer: { cancel(): void } | undefined;
  let working: Promise<void> = Promise.resolve();
  let isClosed = false;

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
  /** A corrected clock is good enough where no better one is there: a state with one node must not stand still. */
  const mayHold = (): boolean => skewMs() !== null && (state === 'right' || !isAnyOtherRight());

  const compareClocks = async (): Promise<void> => {
    if (shared === null) return;
    const measured = await measureSkew(database, shared.machine);
    const knownMs = shared.skewMs();
    // A difference within the uncertainty is none: time would only tremble.
    if (measured && (knownMs === null || Math.abs(measured.skewMs - knownMs) > measured.uncertaintyMs))
      shared.setSkew(measured.skewMs);
  };

  const announceChange = (): void => {
    const next = nextClockState(state, skewMs());
    if (next !== state) onWarning(describeClock(next, skewMs()));
    state = next;
  };

  const beat = async (): Promise<void> => {
    try {
      await compareClocks();
    } finally {
      shared?.giveUpOnJump();
      announceChange();
    }
    const nowMs = clock.now();
    live = await saveNode(database, { id, version, skewMs: skewMs() }, { nowMs, endedBeforeMs: nowMs - NODE_LIFE_MS });
    if (!mayHold()) await deleteLeases(database, id);
    echo = { payload: `${ECHO_PREFIX}${randomUUID()}`, sentAtMs: nowMs };
    await database.changes.publish(echo.payload);
  };

  const beatLater = (): void => {
    timer = clock.after(BEAT_EVERY_MS, beatNow);
  };
  /** One at a time. */
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
      // Or the others would count it until its row lapses.
      await deleteNode(database, id).catch(onError);
    },
  };
}
