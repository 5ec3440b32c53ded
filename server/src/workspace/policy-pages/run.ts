// In:    the clock.
// Out:   reminders before the review date of policy pages; answered reports deleted after their time. By one node.
import type { Registry } from '../../cooperative/registry.ts';
import { notifyEach } from '../../help/notices/notices.ts';
import { startJob, type JobDeps, type RunningJob } from '../../platform/jobs/jobs.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { reviewDueNotice } from './notices.ts';
import { deleteAnswered } from './report-store.ts';
import { loadDueReviews } from './review-store.ts';
import { topicsOf } from '../../cooperative/policy-topics.ts';

export interface PolicyJobDeps extends JobDeps {
  registry: Pick<Registry, 'library' | 'libraries' | 'policyTopics'>;
  publicUrl: string;
}

export async function remindOfReviews({ database, registry, clock, publicUrl }: PolicyJobDeps): Promise<void> {
  const { db } = database;
  const atMs = clock.now();
  const topics = topicsOf(registry);
  // After the date the page is a task, and its readers see that its review is due.
  const near = (await loadDueReviews(db, registry.libraries(), topics, atMs)).filter(
    ({ reviewBy, today }) => reviewBy >= today,
  );
  await deleteAnswered(db, atMs);
  const byDate = Map.groupBy(near, ({ library, reviewBy }) => `${library} ${reviewBy}`);
  await notifyEach(
    db,
    [...byDate.values()].map((due) => {
      const { library, reviewBy } = due[0]!;
      return reviewDueNotice(
        { library: registry.library(library)!, publicUrl, atMs },
        { reviewBy, topics: topics.filter(({ id }) => due.some(({ topic }) => topic === id)) },
      );
    }),
  );
}

/** A date begins at midnight in the library's own zone. */
export const startPolicyReviews = (deps: PolicyJobDeps): RunningJob =>
  startJob(deps, { name: 'policy-reviews', everyMs: HOUR_MS, run: () => remindOfReviews(deps) });
