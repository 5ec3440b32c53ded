import { call } from '../call.js';
import type { servedApi } from '../contract/served.js';

/**
 * What a library says of its people's practice in answering chats, the latest first.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 `unknown-library`).
 * @example const { isDue } = await getServed(connection, 'harford');
 */
export const getServed = call<typeof servedApi.get>('GET /v1/libraries/{library}/served', { reply: ['statements'] });

/**
 * Says how long ago a library's people have served.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 names the field.
 * @example await sayServed(connection, 'harford', { says: 'two-weeks' });
 */
export const sayServed = call<typeof servedApi.add>('POST /v1/libraries/{library}/served', {
  body: true,
  reply: ['statements'],
});

/**
 * Removes a statement that was wrong.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404).
 * @example await removeServed(connection, 'harford', statement.id);
 */
export const removeServed = call<typeof servedApi.remove>('DELETE /v1/libraries/{library}/served/{served}');

/**
 * What each library has said last; what is due first.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`.
 * @example const { libraries } = await getAllServed(connection);
 */
export const getAllServed = call<typeof servedApi.list>('GET /v1/served', { reply: ['libraries'] });
