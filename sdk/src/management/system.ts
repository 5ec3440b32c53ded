import { path } from '../path.js';
import type { JobList, System } from '../contract/system.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * The server's periodic work: last run, last failure and next run of each job.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { jobs } = await getJobs(connection);
 */
export const getJobs = (connection: Connection, options?: RequestOptions): Promise<JobList> =>
  request(connection, path`/v1/system/jobs`, readObject<JobList>('jobs'), signedIn(options));

/**
 * The nodes of the server, its database, and what is set up.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { nodes, database } = await getSystem(connection);
 */
export const getSystem = (connection: Connection, options?: RequestOptions): Promise<System> =>
  request(connection, path`/v1/system`, readObject<System>('nodes', 'database'), signedIn(options));
