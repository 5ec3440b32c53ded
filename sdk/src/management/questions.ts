import { call } from '../call.js';
import type { questionsApi } from '../contract/questions.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';

/**
 * A library's questions of a reporting year, counted and estimated. `year` absent: that of today.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { estimate } = await getQuestions(connection, 'harford', { year: 2026 });
 */
export const getQuestions = call<typeof questionsApi.get>('GET /v1/libraries/{library}/questions', {
  query: ['year'],
  reply: ['estimate', 'days'],
});

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
export const getQuestionHistory = call<typeof questionsApi.history>('GET /v1/libraries/{library}/questions/{date}', {
  reply: ['entries'],
});

/**
 * Enters or corrects the questions of days, all or none.
 * Errors: NetworkError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision` names the days that somebody else has changed, 422 names the day and its field.
 * @example await saveQuestions(connection, 'harford', { source: 'typed', days: [{ date: '2026-10-05', state: 'counted', questions: 12, revision: 0 }] });
 */
export const saveQuestions = call<typeof questionsApi.save>('PUT /v1/libraries/{library}/questions', { body: true });

/**
 * Chooses the weeks in which a library counts its questions; a null plan follows the plan for all libraries.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`, 422 names the field.
 * @example await saveSamplePlan(connection, 'harford', { plan: { kind: 'one-week', nth: 2, firstMonth: 7 }, revision: 0 });
 */
export const saveSamplePlan = call<typeof questionsApi.savePlan>('PUT /v1/libraries/{library}/questions/plan', {
  body: true,
  reply: ['plan', 'revision'],
});

/**
 * The plan for all libraries without one of their own.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { plan } = await getCooperativeSamplePlan(connection);
 */
export const getCooperativeSamplePlan = call<typeof questionsApi.getSharedPlan>('GET /v1/questions/plan', {
  reply: ['plan', 'revision'],
});

/**
 * Chooses the weeks for all libraries without a plan of their own.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision`, 422 names the field.
 * @example await saveCooperativeSamplePlan(connection, { plan: { kind: 'four-weeks', nth: 2, firstMonth: 7 }, revision: 0 });
 */
export const saveCooperativeSamplePlan = call<typeof questionsApi.saveSharedPlan>('PUT /v1/questions/plan', {
  body: true,
  reply: ['plan', 'revision'],
});
