import { call } from '../call.js';
import type { policyPagesApi } from '../contract/policy-pages.js';

/**
 * A library's policy pages, one a topic of the cooperative. Every account may read those of every library.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { pages } = await getPolicyPages(connection, 'harford');
 */
export const getPolicyPages = call<typeof policyPagesApi.list>('GET /v1/libraries/{library}/policies', {
  reply: ['library', 'pages'],
});

/**
 * Changes a policy page, as it was read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for another library's page or an unknown topic,
 * 409 `stale-revision` if another person changed it since, 422 names the field.
 * @example await savePolicyPage(connection, 'harford', 'library-cards', { revision, text, owner: null, isReviewed: true, reviewBy: '2027-11-26' });
 */
export const savePolicyPage = call<typeof policyPagesApi.save>('PUT /v1/libraries/{library}/policies/{topic}', {
  body: true,
  reply: ['library', 'pages'],
});

/**
 * Reports an error on a policy page to its library. Nothing about a patron.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only`, 404, 409 `stale-revision` if the page
 * has the paragraph no more, 409 `quota-reached`, 422 names the field.
 * @example await reportPolicyError(connection, 'harford', 'fines', { paragraph: 'Late fees are 10 cents.', note: 'There are none now.' });
 */
export const reportPolicyError = call<typeof policyPagesApi.report>(
  'POST /v1/libraries/{library}/policies/{topic}/reports',
  { body: true, reply: ['library', 'pages'] },
);

/**
 * Closes a report of an error: the page was corrected, or it is right.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `already-answered`.
 * @example await answerPolicyReport(connection, 'harford', 'fines', 7, { answer: 'corrected' });
 */
export const answerPolicyReport = call<typeof policyPagesApi.answerReport>(
  'PUT /v1/libraries/{library}/policies/{topic}/reports/{report}/answer',
  { body: true, reply: ['library', 'pages'] },
);
