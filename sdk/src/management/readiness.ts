import type { Readiness, ReadinessList } from '../contract/readiness.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { type PageQuery, toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

/**
 * What a library needs before it goes live, each line proved by an event.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { lines } = await getReadiness(connection, 'harford');
 */
export const getReadiness = (connection: Connection, library: string, options?: RequestOptions): Promise<Readiness> =>
  request(
    connection,
    path`/v1/libraries/${library}/readiness`,
    readObject<Readiness>('lines', 'checkedAt'),
    signedIn(options),
  );

/**
 * The same of all partners, for the coordinator: those with the fewest proved lines first, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * the field.
 * @example const { libraries, notReady } = await getPartners(connection, { q: 'county', limit: 50 });
 */
export const getPartners = (
  connection: Connection,
  ask: PageQuery = {},
  options?: RequestOptions,
): Promise<ReadinessList> =>
  request(connection, path`/v1/readiness` + toQuery(ask), readObject<ReadinessList>('libraries'), signedIn(options));
