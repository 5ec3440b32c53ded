import type { PolicySearch } from '../contract/policy-search.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * Paragraphs of all libraries' policy pages that have every one of these words, and scripts whose name has them.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422: no words, or too many).
 * @example const { found } = await searchPolicies(connection, 'late fees');
 */
export const searchPolicies = (
  connection: Connection,
  words: string,
  options?: RequestOptions,
): Promise<PolicySearch> =>
  request(connection, path`/v1/policies?q=${words}`, readObject<PolicySearch>('found'), signedIn(options));
