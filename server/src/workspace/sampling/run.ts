// In:    the clock.
// Out:   reminders of the weeks to count, by one node.
// Never: remembers sent notices: the table of notices does, so that a restart repeats none.
import { Temporal } from 'temporal-polyfill';
import type { Registry } from '../../cooperative/registry.ts';
import { notifyEach } from '../../help/notices/notices.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { loadDueWeeks } from './load-due-weeks.ts';
import { reminders } from './reminders.ts';
import { chunksOf } from '../../platform/chunks.ts';

export interface RemindersDeps {
  database: Database;
  registry: Pick<Registry, 'librariesByName'>;
  clock: Clock;
  holder?: LeaseHolder;
  publicUrl: string;
  onError: (error: Error) => void;
}

/** Libraries per query. */
const CHUNK_LIBRARIES = 100;
/** A reminder at midnight lies below the morning's mail. */
const FIRST_HOUR = 8;

async function remind({ database, registry, clock, publicUrl }: RemindersDeps): Promise<void> {
  const nowMs = clock.now();
  const hourIn = (zone: string): number => Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).hour;
  const libraries = registry.librariesByName().filter(({ live, zone }) => live && hourIn(zone) >= FIRST_HOUR);
  await runEach(chunksOf(libraries, CHUNK_LIBRARIES), async (some) => {
    const due = await loadDueWeeks(database, some, nowMs);
    await notifyEach(
      database.db,
      due.flatMap(({ library, weeks }) => reminders(library, weeks, { publicUrl, nowMs })),
    );
  });
}

export const startReminders = (deps: RemindersDeps): RunningJob =>
  startJob(deps, { name: 'questions', everyMs: HOUR_MS, run: () => remind(deps) });
