// In:    the clock.
// Out:   reminders before the review date of policy pages; answered reports deleted after their time. By one node.
import type { Registry } from '../../cooperative/registry.ts';
import { notify } from '../../help/notices/notices.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { reviewDueNotice } from './notices.ts';
import { deleteAnswered } from './report-store.ts';
import { loadDueReviews, type DueReview } from './review-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';

export interface PolicyJobDeps extends JobDeps {
  registry: Pick<Registry, 'library' | 'libraries' | 'policyTopics'>;
  publicUrl: string;
}

export async function remindOfReviews({ database, registry, clock, publicUrl, onError }: PolicyJobDeps): Promise<void> {
  const { db } = database;
  const atMs = clock.now();
  const topics = topicsOf(registry);
  // After the date the page is a task, and its readers see that its review is due.
  const near = (await loadDueReviews(db, registry.libraries(), topics, atMs)).filter(
    ({ reviewBy, today }) => reviewBy >= today,
  );
  const queue = (due: DueReview[]): Promise<void> => {
    const { library, reviewBy } = due[0]!;
    const notice = reviewDueNotice(
      { library: registry.library(library)!, publicUrl, atMs },
      { reviewBy, topics: topics.filter(({ id }) => due.some(({ topic }) => topic === id)) },
    );
    return db.transaction().execute((trx) => notify(trx, notice));
  };
  await runEach(Map.groupBy(near, ({ library, reviewBy }) => `${library} ${reviewBy}`).values(), queue, onError);
  await deleteAnswered(db, atMs);
}

/** A date begins at midnight in the library's own zone. */
export const startPolicyReviews = (deps: PolicyJobDeps): RunningJob =>
  startJob(deps, { name: 'policy-reviews', everyMs: HOUR_MS, run: () => remindOfReviews(deps) });
