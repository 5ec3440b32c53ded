// In:    the clock.
// Out:   every library's score of the day, and since when it meets each rule, stored by one node.
// Never: stores a score that the same facts would not give again.
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { HOUR_MS, toUtcDate } from '../../platform/time/instants.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { saveScores } from './history-store.ts';
import { CHUNK_LIBRARIES, scoreLibraries } from './scores.ts';
import { loadStandard } from './store.ts';
import { chunksOf } from '../../platform/chunks.ts';

export interface ScoreHistoryDeps {
  database: Database;
  registry: Pick<Registry, 'libraries'>;
  clock: Clock;
  holder?: LeaseHolder;
  onError: (error: Error) => void;
}

/** Often enough that a day without a run is rare. */
const EVERY_MS = 6 * HOUR_MS;

export async function countScores({ database, registry, clock }: ScoreHistoryDeps): Promise<void> {
  const yieldIfDue = createYielder();
  const nowMs = clock.now();
  const { standard } = await loadStandard(database.db);
  const libraries = registry.libraries();
  await runEach(chunksOf(libraries, CHUNK_LIBRARIES), async (some) => {
    const scored = await scoreLibraries(database, some, [standard], nowMs);
    await saveScores(
      database.db,
      scored.map(({ library, scored: [first] }) => ({ libraryId: library.id, ...first! })),
      toUtcDate(nowMs),
    );
    await yieldIfDue();
  });
}

export const startScoreHistory = (deps: ScoreHistoryDeps): RunningJob =>
  startJob(deps, { name: 'scores', everyMs: EVERY_MS, run: () => countScores(deps) });
