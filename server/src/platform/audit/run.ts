// In:    requests that have created something.
// Out:   those of more than a day ago are deleted, once an hour on one node.
import { startJob, type JobDeps, type RunningJob } from '../jobs/jobs.ts';
import { HOUR_MS } from '../time/instants.ts';
import { deleteOldRequests } from './once-store.ts';

export const startDeletingRequests = (deps: JobDeps): RunningJob =>
  startJob(deps, {
    name: 'sent-requests',
    everyMs: HOUR_MS,
    run: async () => void (await deleteOldRequests(deps.database.db, deps.clock.now())),
  });
