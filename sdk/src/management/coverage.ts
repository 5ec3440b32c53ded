import { call } from '../call.js';
import type { answersApi, coverageApi } from '../contract/coverage.js';

/**
 * A queue's coverage over a period: its numbers in total and by day, the intervals and samples behind them, gaps and
 * corrections. A period of more than 31 days has only the numbers: see `ledger`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-request` names the end of the period that cannot be used.
 * @example const { sum, gaps } = await getQueueCoverage(connection, 'maryland', { from: '2026-11-01T04:00:00.000Z' });
 */
export const getQueueCoverage = call<typeof coverageApi.getQueue>('GET /v1/queues/{queue}/coverage', {
  query: ['from', 'to'],
  reply: ['sum', 'intervals'],
});

/**
 * Corrects a period of a queue's coverage, with a reason. The original observation is kept; the latest correction
 * counts.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 422 `invalid-correction` or `invalid-request` names the field.
 * @example await correctCoverage(connection, 'maryland', { start, end, kind: 'covered', why: 'The source was down.' });
 */
export const correctCoverage = call<typeof coverageApi.correct>('POST /v1/queues/{queue}/corrections', {
  body: true,
  reply: ['id', 'kind'],
});

/**
 * What a library's patrons saw over a period, how accurate it was, and the unmet demand.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` names
 * the end of the period that cannot be used.
 * @example const { told, missed } = await getLibraryCoverage(connection, 'harford');
 */
export const getLibraryCoverage = call<typeof coverageApi.getLibrary>('GET /v1/libraries/{library}/coverage', {
  query: ['from', 'to'],
  reply: ['told', 'missed'],
});

/**
 * Unmet demand of all libraries together, by weekday and part of the day, of the last 13 weeks.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { missed } = await getMissedDemand(connection);
 */
export const getMissedDemand = call<typeof coverageApi.getMissed>('GET /v1/coverage/missed', { reply: ['missed'] });

/**
 * The queues that the session may see at this moment, worst first: those that match, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 `invalid-request` names the field.
 * @example const { queues, total } = await getCoverageNow(connection, { q: 'county', limit: 50 });
 */
export const getCoverageNow = call<typeof coverageApi.getNow>('GET /v1/coverage/now', {
  query: ['q', 'limit', 'offset', 'library', 'queue', 'shared'],
  reply: ['now', 'queues'],
});

/**
 * What the patrons of the session's libraries see now, all libraries for the coordinator, worst first: those that
 * match, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 422 `invalid-request` names the field.
 * @example const { answers, total } = await getAnswers(connection, { limit: 50 });
 */
export const getAnswers = call<typeof answersApi.list>('GET /v1/answers', {
  query: ['q', 'limit', 'offset'],
  reply: ['answers'],
});
