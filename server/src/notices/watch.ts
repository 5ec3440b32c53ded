// In:    the clock.
// Out:   word of sources that have failed for long, once per incident, by one node.
// Never: a memory of what was told: a notice's key is that, so that a restart repeats nothing.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { RegisteredLibrary, RegisteredQueue } from '../cooperative/registry.ts';
import type { Database } from '../db/database.ts';
import { withLease } from '../db/lease.ts';
import { tell } from './notices.ts';
import { noticesOf } from './trouble.ts';
import { loadTroubles } from './trouble-store.ts';

export interface WatchDeps {
  database: Database;
  registry: {
    libraries(): Pick<RegisteredLibrary, 'id' | 'queues'>[];
    queue(id: string): Pick<RegisteredQueue, 'name' | 'tier' | 'zone'> | undefined;
  };
  clock: Clock;
  publicUrl: string;
  onError: (error: Error) => void;
}

const EVERY_MS = 5 * 60_000;
const LEASE_MS = EVERY_MS - 10_000;

async function look({ database, registry, clock, publicUrl }: WatchDeps): Promise<void> {
  for (const trouble of await loadTroubles(database, clock.now())) {
    const queue = registry.queue(trouble.queue);
    if (queue === undefined) continue;
    const libraries = registry
      .libraries()
      .filter(({ queues }) => queues.some(({ queueId }) => queueId === trouble.queue))
      .map(({ id }) => id);
    for (const notice of noticesOf(trouble, { queue, libraries, publicUrl }, clock.now())) {
      await database.db.transaction().execute((trx) => tell(trx, notice));
    }
  }
}

export function startTroubleWatch(deps: WatchDeps): { close(): Promise<void> } {
  const { database, clock, onError } = deps;
  const holder = randomUUID();
  let looking: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  let timer = clock.after(EVERY_MS, run);
  function run(): void {
    looking = withLease(database.db, clock, 'trouble', holder, LEASE_MS, () => look(deps))
      .catch((error: unknown) => onError(error as Error))
      .then(() => {
        if (!isClosed) timer = clock.after(EVERY_MS, run);
      });
  }
  return {
    async close() {
      isClosed = true;
      timer.cancel();
      await looking;
    },
  };
}
