import type { MadeToken, NewToken, TokenList } from '../contract/tokens.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * The API tokens of this account that still work.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { tokens } = await getTokens(connection);
 */
export const getTokens = (connection: Connection, options?: RequestOptions): Promise<TokenList> =>
  request(connection, path`/v1/tokens`, readObject<TokenList>('tokens'), signedIn(options));

/**
 * Makes an API token, for what this account may read or less. Its secret is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `quota-reached` or `no-library`, 422 names
 * the field.
 * @example const { secret } = await makeToken(connection, { name: 'Monthly report', scopes: ['metrics:read'], days: 90 });
 */
export const makeToken = (connection: Connection, token: NewToken, options?: RequestOptions): Promise<MadeToken> =>
  request(connection, path`/v1/tokens`, readObject<MadeToken>('token', 'secret'), {
    ...signedIn(options),
    method: 'POST',
    body: token,
  });

/**
 * Ends an API token of this account.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 where the account has no such token, or it has ended).
 * @example await endToken(connection, token.id);
 */
export const endToken = (connection: Connection, token: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/tokens/${token}`, readNothing, { ...signedIn(options), method: 'DELETE' });

/**
 * The API tokens of an account that still work, for the coordinator.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 where it has ended.
 * @example const { tokens } = await getAccountTokens(connection, account.id);
 */
export const getAccountTokens = (
  connection: Connection,
  account: number,
  options?: RequestOptions,
): Promise<TokenList> =>
  request(connection, path`/v1/accounts/${account}/tokens`, readObject<TokenList>('tokens'), signedIn(options));

/**
 * Ends an API token of an account, for the coordinator.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`, 404 where there is no such token).
 * @example await endAccountToken(connection, account.id, token.id);
 */
export const endAccountToken = (
  connection: Connection,
  account: number,
  token: number,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/accounts/${account}/tokens/${token}`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });
