import { call } from '../call.js';
import type { readinessApi } from '../contract/readiness.js';

/**
 * What a library needs before it goes live, each line proved by an event.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { lines } = await getReadiness(connection, 'harford');
 */
export const getReadiness = call<typeof readinessApi.get>('GET /v1/libraries/{library}/readiness', {
  reply: ['lines', 'checkedAt'],
});

/**
 * The readiness of all partners, for the coordinator: those with the fewest proved lines first, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * the field.
 * @example const { libraries, notReady } = await getPartners(connection, { q: 'county', limit: 50 });
 */
export const getPartners = call<typeof readinessApi.list>('GET /v1/readiness', {
  query: ['q', 'limit', 'offset', 'open'],
  reply: ['libraries'],
});
