// In:    the database and the clock that nodes share.
// Out:   how many nodes live on this database, always in memory; this process's row while it runs.
// Never: waits for the database where a request asks; what cannot be read stays as it was last read.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { deleteNode, deleteOtherNodes, saveNode, type NodeRow } from './store.ts';

export interface Nodes {
  /** This process. Random, new at each start. */
  id: string;
  /** Nodes that share the database, this one included: 1 or more, as of the last beat. From memory. */
  liveCount(): number;
  close(): Promise<void>;
}

export interface NodesDeps {
  database: Database;
  clock: Clock;
  /** The server's version. */
  version: string;
  onError: (error: Error) => void;
}

const BEAT_EVERY_MS = 15_000;
/** A node counts until it has missed two beats and a little. */
const NODE_LIFE_MS = 40_000;

export async function createNodes({ database, clock, version, onError }: NodesDeps): Promise<Nodes> {
  const id = randomUUID();
  let live: NodeRow[] = [];
  let timer: { cancel(): void } | undefined;
  let beating: Promise<void> = Promise.resolve();
  let isClosed = false;

  const beat = async (): Promise<void> => {
    const nowMs = clock.now();
    live = await saveNode(database, { id, version, skewMs: null }, { nowMs, endedBeforeMs: nowMs - NODE_LIFE_MS });
  };

  const beatLater = (): void => {
    timer = clock.after(BEAT_EVERY_MS, () => {
      beating = beat()
        .catch(onError)
        .then(() => {
          if (!isClosed) beatLater();
        });
    });
  };

  if (database.kind === 'pglite') await deleteOtherNodes(database, id);
  await beat();
  beatLater();

  return {
    id,
    liveCount: () => Math.max(live.length, 1),
    async close() {
      isClosed = true;
      timer?.cancel();
      await beating;
      // Or the others would count it until its row lapses.
      await deleteNode(database, id).catch(onError);
    },
  };
}
