// In:    the clock.
// Out:   reminders of overdue follow-ups; ended ones deleted after their time, and lists that nobody has committed. By one node.
import type { Registry } from '../../cooperative/registry.ts';
import { notify } from '../../help/notices/notices.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { deleteEnded, loadOverdue } from './follow-up-store.ts';
import { discardOldLists } from './list-store.ts';
import { overdueNotice } from './notices.ts';
import { todayAt } from './today.ts';

export interface FollowUpJobDeps extends JobDeps {
  registry: Pick<Registry, 'library' | 'libraries'>;
  publicUrl: string;
}

export async function remindAndDelete({
  database,
  registry,
  clock,
  publicUrl,
  onError,
}: FollowUpJobDeps): Promise<void> {
  const { db } = database;
  const nowMs = clock.now();
  const queue = ({ library: id, ...overdue }: Awaited<ReturnType<typeof loadOverdue>>[number]): Promise<void> => {
    const notice = overdueNotice({ library: registry.library(id)!, ...overdue }, publicUrl, nowMs);
    return db.transaction().execute((trx) => notify(trx, notice));
  };
  await runEach(await loadOverdue(db, todayAt(registry, nowMs)), queue, onError);
  await deleteEnded(db, nowMs);
  await discardOldLists(database, nowMs);
}

/** A due date ends at midnight in the library's own zone. */
export const startFollowUps = (deps: FollowUpJobDeps): RunningJob =>
  startJob(deps, { name: 'follow-ups', everyMs: HOUR_MS, run: () => remindAndDelete(deps) });
