import type { PolicyPageChange, PolicyPages } from '../contract/policy-pages.js';
import type { NewPolicyReport, PolicyReportAnswer } from '../contract/policy-reports.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * A library's policy pages, one a topic of the cooperative. Every account may read those of every library.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { pages } = await getPolicyPages(connection, 'harford');
 */
export const getPolicyPages = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(
    connection,
    path`/v1/libraries/${library}/policies`,
    readObject<PolicyPages>('library', 'pages'),
    signedIn(options),
  );

/**
 * Changes a policy page, as it was read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for another library's page or an unknown topic,
 * 409 `stale-revision` if another person changed it since, 422 names the field.
 * @example await savePolicyPage(connection, 'harford', 'library-cards', { revision, text, owner: null, isReviewed: true, reviewBy: '2027-11-26' });
 */
export const savePolicyPage = (
  connection: Connection,
  library: string,
  topic: string,
  change: PolicyPageChange,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(connection, path`/v1/libraries/${library}/policies/${topic}`, readObject<PolicyPages>('library', 'pages'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Reports an error on a policy page to its library. Nothing about a patron.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only`, 404, 409 `stale-revision` if the page
 * has the paragraph no more, 409 `quota-reached`, 422 names the field.
 * @example await reportPolicyError(connection, 'harford', 'fines', { paragraph: 'Late fees are 10 cents.', note: 'There are none now.' });
 */
export const reportPolicyError = (
  connection: Connection,
  library: string,
  topic: string,
  report: NewPolicyReport,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(
    connection,
    path`/v1/libraries/${library}/policies/${topic}/reports`,
    readObject<PolicyPages>('library', 'pages'),
    {
      ...signedIn(options),
      method: 'POST',
      body: report,
    },
  );

/**
 * Closes a report of an error: the page was corrected, or it is right.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `already-answered`.
 * @example await answerPolicyReport(connection, 'harford', 'fines', 7, 'corrected');
 */
export const answerPolicyReport = (
  connection: Connection,
  library: string,
  topic: string,
  report: number,
  answer: PolicyReportAnswer,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(
    connection,
    path`/v1/libraries/${library}/policies/${topic}/reports/${report}/answer`,
    readObject<PolicyPages>('library', 'pages'),
    { ...signedIn(options), method: 'PUT', body: { answer } },
  );
