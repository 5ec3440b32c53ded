// In:    the coordinator.
// Out:   nodes, database and what is set up; periodic work: the result of each job's last run, and its next run.
// Never: shows an error message: the log has it. Names a node, a host, an address or a setting.
import { systemApi, type JobList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { loadDatabaseFacts } from '../../platform/nodes/database-store.ts';
import { serve } from '../../platform/http/serve.ts';
import { loadJobs, type JobState } from '../../platform/jobs/store.ts';
import type { Nodes } from '../../platform/nodes/nodes.ts';
import { loadNodes } from '../../platform/nodes/store.ts';
import { loadPowers } from '../../platform/role/role-store.ts';
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

interface SystemDeps {
  config: Pick<Config, 'mail' | 'openId'>;
  database: Database;
  nodes: Pick<Nodes, 'id'>;
}

export const systemRoutes =
  ({ config, database, nodes }: SystemDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, systemApi.get, async () => {
      const rows = await loadNodes(database.db);
      const oldestFirst = rows.toSorted((one, other) => (one.startedAtMs ?? 0) - (other.startedAtMs ?? 0));
      return {
        nodes: oldestFirst.map(({ id, version, skewMs, startedAtMs, seenAtMs }) => ({
          version,
          startedAt: toInstant(startedAtMs),
          seenAt: toInstant(seenAtMs),
          clockMs: skewMs,
          isThis: id === nodes.id,
        })),
        database: {
          kind: database.kind,
          ...(await loadDatabaseFacts(database)),
          powers: await loadPowers(database.db),
        },
        mail: config.mail !== null,
        openId: config.openId !== null,
      };
    });
    serve(app, systemApi.jobs, async () => ({ jobs: (await loadJobs(database)).map(toListed) }));
  };
