import type {
  Diagnostics,
  NewProblemReport,
  ProblemAnswer,
  ProblemReport,
  ProblemReportList,
} from '../contract/problem-reports.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * States of the server, and of a library of the account, without personal data: what goes with a report of a problem.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422 names the library if it is not the account's).
 * @example const diagnostics = await getDiagnostics(connection, 'harford');
 */
export const getDiagnostics = (
  connection: Connection,
  library: string | null,
  options?: RequestOptions,
): Promise<Diagnostics> =>
  request(
    connection,
    library === null ? path`/v1/diagnostics` : path`/v1/diagnostics?library=${library}`,
    readObject<Diagnostics>('madeAt', 'server'),
    signedIn(options),
  );

/**
 * The problems that the account has reported; for the coordinator, all.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`).
 * @example const { reports } = await getProblemReports(connection);
 */
export const getProblemReports = (connection: Connection, options?: RequestOptions): Promise<ProblemReportList> =>
  request(connection, path`/v1/problem-reports`, readObject<ProblemReportList>('reports'), signedIn(options));

/**
 * Reports a problem to the coordinator, with the bundle that the person has seen.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `quota-reached`, 422 names the field.
 * @example await reportProblem(connection, { kind: 'chat-software', text, library: 'harford', bundle });
 */
export const reportProblem = (
  connection: Connection,
  report: NewProblemReport,
  options?: RequestOptions,
): Promise<ProblemReport> =>
  request(connection, path`/v1/problem-reports`, readObject<ProblemReport>('id', 'text'), {
    ...signedIn(options),
    method: 'POST',
    body: report,
  });

/**
 * The coordinator answers a report, once.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404, 409 `already-answered`, 422.
 * @example await answerProblem(connection, report.id, { text: 'The vendor has mended it.' });
 */
export const answerProblem = (
  connection: Connection,
  report: number,
  answer: ProblemAnswer,
  options?: RequestOptions,
): Promise<ProblemReport> =>
  request(connection, path`/v1/problem-reports/${report}/answer`, readObject<ProblemReport>('id', 'text'), {
    ...signedIn(options),
    method: 'POST',
    body: answer,
  });
