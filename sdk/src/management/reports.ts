import { call } from '../call.js';
import type { reportsApi } from '../contract/reports.js';
import { path } from '../path.js';
import { type Connection, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * "By the Numbers": a library's month with coverage, score, what improved, and a comment. Absent: the current month.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` for a later month.
 * @example const { metrics, coverage, comment } = await getMonthReport(connection, 'harford', { month: '2026-11' });
 */
export const getMonthReport = call<typeof reportsApi.get>('GET /v1/libraries/{library}/report', {
  query: ['month'],
  reply: ['metrics', 'coverage', 'comment'],
});

/**
 * Address of a library's month report as CSV, one row a month, for a link.
 * Errors: none.
 * @example link.href = toMonthReportCsvUrl(connection, 'harford', '2026-11');
 */
export const toMonthReportCsvUrl = ({ endpoint }: Connection, library: string, month: string): string =>
  endpoint + path`/v1/libraries/${library}/report.csv?month=${month}`;

/**
 * A library's month report as text for a mailing list: at most 72 columns, and no figure below 5.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `month-not-over`, 422 `invalid-request`.
 * @example const text = await getMonthText(connection, 'harford', '2026-10');
 */
export const getMonthText = (
  connection: Connection,
  library: string,
  month: string,
  options?: RequestOptions,
): Promise<string> =>
  request(connection, path`/v1/libraries/${library}/report.txt?month=${month}`, (text) => text, signedIn(options));

/**
 * Writes the comment on a month; an empty text removes it.
 * Errors: NetworkError, ContractError, ProblemError: 409 `stale-revision` where somebody else has changed it since, 422
 * `invalid-request` names the field.
 * @example await setMonthComment(connection, 'harford', '2026-11', { text: 'A good month.', revision: comment.revision });
 */
export const setMonthComment = call<typeof reportsApi.setComment>('PUT /v1/libraries/{library}/comments/{month}', {
  body: true,
  reply: ['text', 'revision'],
});

/**
 * "By the Numbers" of all libraries together, for the coordinator. Absent: the last month that is over everywhere.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` for a month that is not over.
 * @example const { periods, coverage, questions } = await getCooperativeReport(connection, { month: '2026-10' });
 */
export const getCooperativeReport = call<typeof reportsApi.getCooperative>('GET /v1/report', {
  query: ['month'],
  reply: ['periods', 'libraries'],
});

/**
 * Address of the month report of all libraries as CSV, one row a library and one of the sums, for a link.
 * Errors: none.
 * @example link.href = toCooperativeReportCsvUrl(connection, '2026-10');
 */
export const toCooperativeReportCsvUrl = ({ endpoint }: Connection, month: string): string =>
  endpoint + path`/v1/report.csv?month=${month}`;

/**
 * The month report of all libraries as text for a mailing list: at most 72 columns, and no figure below 5.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request`.
 * @example const text = await getCooperativeText(connection, '2026-10');
 */
export const getCooperativeText = (connection: Connection, month: string, options?: RequestOptions): Promise<string> =>
  request(connection, path`/v1/report.txt?month=${month}`, (text) => text, signedIn(options));

/**
 * Links to a library's month reports, for people without an account; the newest first.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 `unknown-library`).
 * @example const { shares } = await getReportShares(connection, 'harford');
 */
export const getReportShares = call<typeof reportsApi.listShares>('GET /v1/libraries/{library}/shares', {
  reply: ['shares'],
});

/**
 * Makes a link to a library's month reports. The link is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`.
 * @example const { link } = await addReportShare(connection, 'harford', { days: 90 });
 */
export const addReportShare = call<typeof reportsApi.addShare>('POST /v1/libraries/{library}/shares', {
  body: true,
  reply: ['share', 'link'],
});

/**
 * Ends such a link at once.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a link that the library does not have or that has ended).
 * @example await endReportShare(connection, 'harford', share.id);
 */
export const endReportShare = call<typeof reportsApi.endShare>('DELETE /v1/libraries/{library}/shares/{share}');

/**
 * About which libraries the signed-in account gets the Monday mail.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`).
 * @example const { libraries } = await getMondayMail(connection);
 */
export const getMondayMail = call<typeof reportsApi.getMonday>('GET /v1/session/monday', { reply: ['libraries'] });

/**
 * Starts or stops the Monday mail about a library.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 for a library that is not the account's).
 * @example await setMondayMail(connection, { library: 'harford', subscribed: true });
 */
export const setMondayMail = call<typeof reportsApi.setMonday>('PUT /v1/session/monday', {
  body: true,
  reply: ['libraries'],
});

/**
 * The Monday mail about a library, as it would be sent now.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 `unknown-library`).
 * @example const { mail } = await getMondayPreview(connection, 'harford');
 */
export const getMondayPreview = call<typeof reportsApi.previewMonday>('GET /v1/libraries/{library}/monday', {
  reply: ['mail'],
});
