// In:    the clock.
// Out:   notices about sources that have failed for long, once per incident, by one node.
// Never: remembers sent notices: their keys do, so that a restart repeats none.
import type { Clock } from '../../platform/clock.ts';
import type { RegisteredLibrary, RegisteredQueue } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { notifyEach } from './notices.ts';
import { noticesOf } from './trouble.ts';
import { loadTroubles } from './trouble-store.ts';

export interface WatchDeps {
  database: Database;
  registry: {
    librariesOf(queue: string): readonly Pick<RegisteredLibrary, 'id'>[];
    queue(id: string): Pick<RegisteredQueue, 'name' | 'tier' | 'zone'> | undefined;
  };
  clock: Clock;
  holder?: LeaseHolder;
  publicUrl: string;
  onError: (error: Error) => void;
}

const EVERY_MS = 5 * MINUTE_MS;

async function look({ database, registry, clock, publicUrl }: WatchDeps): Promise<void> {
  const troubles = await loadTroubles(database, clock.now());
  await notifyEach(
    database.db,
    troubles.flatMap((trouble) => {
      const queue = registry.queue(trouble.queue);
      const libraries = registry.librariesOf(trouble.queue).map(({ id }) => id);
      return queue === undefined ? [] : noticesOf(trouble, { queue, libraries, publicUrl }, clock.now());
    }),
  );
}

export const startTroubleWatch = (deps: WatchDeps): RunningJob =>
  startJob(deps, { name: 'trouble', everyMs: EVERY_MS, run: () => look(deps) });
