import { call } from '../call.js';
import type { policySearchApi } from '../contract/policy-search.js';

/**
 * Paragraphs of all libraries' policy pages that have every one of these words, and scripts whose name has them.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422: no words, or too many).
 * @example const { found } = await searchPolicies(connection, { q: 'late fees' });
 */
export const searchPolicies = call<typeof policySearchApi.search>('GET /v1/policies', {
  query: ['q'],
  reply: ['found'],
});
