import { call } from '../call.js';
import type { pageChecksApi } from '../contract/page-checks.js';

/**
 * A library's key pages with the result of their last check.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { pages } = await getPageChecks(connection, 'harford');
 */
export const getPageChecks = call<typeof pageChecksApi.list>('GET /v1/libraries/{library}/page-checks', {
  reply: ['pages'],
});

/**
 * Checks one of these pages now, at most once a minute. It takes up to some ten seconds.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library` or `unknown-page`, 429 `too-soon`.
 * @example const page = await checkPage(connection, 'harford', { origin: 'https://www.harford.example', path: '/' });
 */
export const checkPage = call<typeof pageChecksApi.check>('POST /v1/libraries/{library}/page-checks', {
  body: true,
  reply: ['findings'],
});
