import { call } from '../call.js';
import type { sessionApi } from '../contract/session.js';

/**
 * Who is signed in.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { libraries } = await getSession(connection);
 */
export const getSession = call<typeof sessionApi.get>('GET /v1/session', { reply: ['role', 'libraries'] });

/**
 * Signs out.
 * Errors: NetworkError, ProblemError.
 * @example await endSession(connection);
 */
export const endSession = call<typeof sessionApi.end>('POST /v1/session/end');
