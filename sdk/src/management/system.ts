import { call } from '../call.js';
import type { systemApi } from '../contract/system.js';

/**
 * The server's periodic work: last run, last failure and next run of each job.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { jobs } = await getJobs(connection);
 */
export const getJobs = call<typeof systemApi.jobs>('GET /v1/system/jobs', { reply: ['jobs'] });

/**
 * The nodes of the server, its database, and what is set up.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { nodes, database } = await getSystem(connection);
 */
export const getSystem = call<typeof systemApi.get>('GET /v1/system', { reply: ['nodes', 'database'] });
