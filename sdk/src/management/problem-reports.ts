import { call } from '../call.js';
import type { problemReportsApi } from '../contract/problem-reports.js';

/**
 * States of a library of the account, without personal data: what goes with a report of a problem.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422 names the library if it is not the account's).
 * @example const diagnostics = await getDiagnostics(connection, { library: 'harford' });
 */
export const getDiagnostics = call<typeof problemReportsApi.diagnostics>('GET /v1/diagnostics', {
  query: ['library'],
  reply: ['madeAt', 'role'],
});

/**
 * The problems that the account has reported; for the coordinator, all.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`).
 * @example const { reports } = await getProblemReports(connection);
 */
export const getProblemReports = call<typeof problemReportsApi.list>('GET /v1/problem-reports', {
  reply: ['reports'],
});

/**
 * Reports a problem to the coordinator, with the bundle that the person has seen.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `quota-reached`, 422 names the field.
 * @example await reportProblem(connection, { kind: 'chat-software', text, library: 'harford', bundle });
 */
export const reportProblem = call<typeof problemReportsApi.report>('POST /v1/problem-reports', {
  body: true,
  reply: ['id', 'text'],
});

/**
 * The coordinator answers a report, once.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404, 409 `already-answered`, 422.
 * @example await answerProblem(connection, report.id, { text: 'The vendor has mended it.' });
 */
export const answerProblem = call<typeof problemReportsApi.answer>('POST /v1/problem-reports/{report}/answer', {
  body: true,
  reply: ['id', 'text'],
});
