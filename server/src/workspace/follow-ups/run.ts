// In:    the clock.
// Out:   reminders of overdue follow-ups; ended ones deleted after their time. By one node.
import type { Registry } from '../../cooperative/registry.ts';
import { notifyEach } from '../../help/notices/notices.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { deleteEnded, loadOverdue } from './follow-up-store.ts';
import { overdueNotice } from './notices.ts';
import { todayAt } from './today.ts';

export interface FollowUpJobDeps extends JobDeps {
  registry: Pick<Registry, 'library' | 'libraries'>;
  publicUrl: string;
}

export async function remindAndDelete({ database, registry, clock, publicUrl }: FollowUpJobDeps): Promise<void> {
  const { db } = database;
  const nowMs = clock.now();
  await deleteEnded(db, nowMs);
  const overdue = await loadOverdue(db, todayAt(registry, nowMs));
  await notifyEach(
    db,
    overdue.map(({ library, ...facts }) =>
      overdueNotice({ library: registry.library(library)!, ...facts }, publicUrl, nowMs),
    ),
  );
}

/** A due date ends at midnight in the library's own zone. */
export const startFollowUps = (deps: FollowUpJobDeps): RunningJob =>
  startJob(deps, { name: 'follow-ups', everyMs: HOUR_MS, run: () => remindAndDelete(deps) });
