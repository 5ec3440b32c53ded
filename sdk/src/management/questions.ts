import type {
  QuestionChange,
  QuestionHistory,
  QuestionYear,
  SamplePlanChange,
  SamplePlanView,
} from '../contract/questions.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

const readPlan = readObject<SamplePlanView>('plan', 'revision');

/**
 * A library's questions of a reporting year, counted and estimated. `year` absent: that of today.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { estimate } = await getQuestions(connection, 'harford', { year: 2026 });
 */
export const getQuestions = (
  connection: Connection,
  library: string,
  { year, ...options }: RequestOptions & { year?: number | undefined } = {},
): Promise<QuestionYear> =>
  request(
    connection,
    path`/v1/libraries/${library}/questions` + (year === undefined ? '' : `?year=${year}`),
    readObject<QuestionYear>('estimate', 'days'),
    signedIn(options),
  );

/**
 * Address of the days with a number as CSV, for a link.
 * Errors: none.
 * @example link.href = toQuestionsCsvUrl(connection, 'harford', 2026);
 */
export const toQuestionsCsvUrl = ({ endpoint }: Connection, library: string, year: number): string =>
  endpoint + path`/v1/libraries/${library}/questions.csv` + `?year=${year}`;

/**
 * Every entry of a day, the latest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { entries } = await getQuestionHistory(connection, 'harford', '2026-10-05');
 */
export const getQuestionHistory = (
  connection: Connection,
  library: string,
  date: string,
  options?: RequestOptions,
): Promise<QuestionHistory> =>
  request(
    connection,
    path`/v1/libraries/${library}/questions/${date}`,
    readObject<QuestionHistory>('entries'),
    signedIn(options),
  );

/**
 * Enters or corrects the questions of days, all or none.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision` names the days that somebody else has changed, 422 names the day and its field.
 * @example await saveQuestions(connection, 'harford', { source: 'typed', days: [{ date: '2026-10-05', state: 'counted', questions: 12, revision: 0 }] });
 */
export const saveQuestions = (
  connection: Connection,
  library: string,
  change: QuestionChange,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/questions`, readNothing, {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Chooses the weeks in which a library counts its questions; a null plan follows the plan for all libraries.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`, 422 names the field.
 * @example await saveSamplePlan(connection, 'harford', { plan: { kind: 'one-week', nth: 2, firstMonth: 7 }, revision: 0 });
 */
export const saveSamplePlan = (
  connection: Connection,
  library: string,
  change: SamplePlanChange,
  options?: RequestOptions,
): Promise<SamplePlanView> =>
  request(connection, path`/v1/libraries/${library}/questions/plan`, readPlan, {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * The plan for all libraries without one of their own.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { plan } = await getCooperativeSamplePlan(connection);
 */
export const getCooperativeSamplePlan = (connection: Connection, options?: RequestOptions): Promise<SamplePlanView> =>
  request(connection, path`/v1/questions/plan`, readPlan, signedIn(options));

/**
 * Chooses the weeks for all libraries without a plan of their own.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision`, 422 names the field.
 * @example await saveCooperativeSamplePlan(connection, { plan: { kind: 'four-weeks', nth: 2, firstMonth: 7 }, revision: 0 });
 */
export const saveCooperativeSamplePlan = (
  connection: Connection,
  change: SamplePlanChange,
  options?: RequestOptions,
): Promise<SamplePlanView> =>
  request(connection, path`/v1/questions/plan`, readPlan, { ...signedIn(options), method: 'PUT', body: change });
