// In:    the coordinator.
// Out:   the server's periodic work: the result of each job's last run, and its next run.
// Never: shows an error message: the log has it.
import { jobListSchema, type JobList } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Database } from '../../platform/db/database.ts';
import { loadJobs, type JobState } from '../../platform/jobs/store.ts';
import { toInstant } from '../../platform/time/instants.ts';

const toListed = (job: JobState): JobList['jobs'][number] => ({
  name: job.name,
  lastRunAt: toInstant(job.lastRunMs),
  lastRunMs: job.durationMs,
  lastSuccessAt: toInstant(job.lastSuccessMs),
  lastFailureAt: toInstant(job.lastFailureMs),
  failures: job.failures,
  nextRunAt: toInstant(job.nextRunMs),
});

export const systemRoutes =
  ({ database }: { database: Database }): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/system/jobs',
      {
        config: { access: 'coordinator' },
        schema: {
          response: { 200: jobListSchema },
          tags: ['operations'],
          summary: "The server's periodic work: last run, last failure and next run of each job",
        },
      },
      async () => ({ jobs: (await loadJobs(database)).map(toListed) }),
    );
  };
