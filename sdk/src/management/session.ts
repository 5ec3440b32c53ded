import { path } from '../path.js';
import type { Session } from '../contract/session.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * Who is signed in.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { libraries } = await getSession(connection);
 */
export const getSession = (connection: Connection, options?: RequestOptions): Promise<Session> =>
  request(connection, path`/v1/session`, readObject<Session>('role', 'libraries'), signedIn(options));

/**
 * Signs out.
 * Errors: NetworkError, ProblemError.
 * @example await endSession(connection);
 */
export const endSession = (connection: Connection, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/session/end`, readNothing, { ...signedIn(options), method: 'POST' });
