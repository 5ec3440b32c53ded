import { call } from '../call.js';
import type { tokensApi } from '../contract/tokens.js';

/**
 * The API tokens of this account that still work.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { tokens } = await getTokens(connection);
 */
export const getTokens = call<typeof tokensApi.list>('GET /v1/tokens', { reply: ['tokens'] });

/**
 * Makes an API token, for what this account may read or less. Its secret is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `quota-reached` or `no-library`, 422 names
 * the field.
 * @example const { secret } = await makeToken(connection, { name: 'Monthly report', scopes: ['metrics:read'], days: 90 });
 */
export const makeToken = call<typeof tokensApi.make>('POST /v1/tokens', { body: true, reply: ['token', 'secret'] });

/**
 * Ends an API token of this account.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 where the account has no such token, or it has ended).
 * @example await endToken(connection, token.id);
 */
export const endToken = call<typeof tokensApi.end>('DELETE /v1/tokens/{token}');

/**
 * The API tokens of an account that still work, for the coordinator.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it has ended.
 * @example const { tokens } = await getAccountTokens(connection, account.id);
 */
export const getAccountTokens = call<typeof tokensApi.listOfAccount>('GET /v1/accounts/{account}/tokens', {
  reply: ['tokens'],
});

/**
 * Ends an API token of an account, for the coordinator.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 where there is no such token).
 * @example await endAccountToken(connection, account.id, token.id);
 */
export const endAccountToken = call<typeof tokensApi.endOfAccount>('DELETE /v1/accounts/{account}/tokens/{token}');
