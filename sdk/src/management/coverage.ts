import type {
  Answers,
  Correction,
  CorrectionChange,
  CoverageNow,
  LibraryCoverage,
  MissedDemand,
  QueueCoverage,
} from '../contract/coverage.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { type PageQuery, toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

/** A period of the past, as instants. Default: the last 7 civil days, until now. At most 400 days. */
export interface CoveragePeriod {
  from?: string;
  to?: string;
}

/** A filter of the queues that the session may see. */
export interface QueuesQuery extends PageQuery {
  /** Only the queues of this library. */
  library?: string;
  /** Only these queues, at most 100. */
  queue?: readonly string[];
  /** Only shared queues. */
  shared?: boolean;
}

/**
 * A queue's coverage over a period: its numbers in total and by day, the intervals and samples behind them, gaps and
 * corrections. A period of more than 31 days has only the numbers: see `ledger`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-request` names the end of the period that cannot be used.
 * @example const { sum, gaps } = await getQueueCoverage(connection, 'maryland', { from: '2026-11-01T04:00:00.000Z' });
 */
export const getQueueCoverage = (
  connection: Connection,
  queue: string,
  period: CoveragePeriod = {},
  options?: RequestOptions,
): Promise<QueueCoverage> =>
  request(
    connection,
    path`/v1/queues/${queue}/coverage` + toQuery(period),
    readObject<QueueCoverage>('sum', 'intervals'),
    signedIn(options),
  );

/**
 * Corrects a period of a queue's coverage, with a reason. The original observation is kept; the latest correction
 * counts.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 422 `invalid-correction` or `invalid-request` names the field.
 * @example await correctCoverage(connection, 'maryland', { start, end, kind: 'covered', why: 'The source was down.' });
 */
export const correctCoverage = (
  connection: Connection,
  queue: string,
  correction: CorrectionChange,
  options?: RequestOptions,
): Promise<Correction> =>
  request(connection, path`/v1/queues/${queue}/corrections`, readObject<Correction>('id', 'kind'), {
    ...signedIn(options),
    method: 'POST',
    body: correction,
  });

/**
 * What a library's patrons saw over a period, how accurate it was, and the unmet demand.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` names
 * the end of the period that cannot be used.
 * @example const { told, missed } = await getLibraryCoverage(connection, 'harford');
 */
export const getLibraryCoverage = (
  connection: Connection,
  library: string,
  period: CoveragePeriod = {},
  options?: RequestOptions,
): Promise<LibraryCoverage> =>
  request(
    connection,
    path`/v1/libraries/${library}/coverage` + toQuery(period),
    readObject<LibraryCoverage>('told', 'missed'),
    signedIn(options),
  );

/**
 * Unmet demand of all libraries together, by weekday and part of the day, of the last 13 weeks.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { missed } = await getMissedDemand(connection);
 */
export const getMissedDemand = (connection: Connection, options?: RequestOptions): Promise<MissedDemand> =>
  request(connection, path`/v1/coverage/missed`, readObject<MissedDemand>('missed'), signedIn(options));

/**
 * The queues that the session may see at this moment, worst first: those that match, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 `invalid-request` names the field.
 * @example const { queues, total } = await getCoverageNow(connection, { q: 'county', limit: 50 });
 */
export const getCoverageNow = (
  connection: Connection,
  ask: QueuesQuery = {},
  options?: RequestOptions,
): Promise<CoverageNow> =>
  request(
    connection,
    path`/v1/coverage/now` + toQuery(ask),
    readObject<CoverageNow>('now', 'queues'),
    signedIn(options),
  );

/**
 * What the patrons of the session's libraries see now, all libraries for the coordinator, worst first: those that
 * match, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 422 `invalid-request` names the field.
 * @example const { answers, total } = await getAnswers(connection, { limit: 50 });
 */
export const getAnswers = (connection: Connection, ask: PageQuery = {}, options?: RequestOptions): Promise<Answers> =>
  request(connection, path`/v1/answers` + toQuery(ask), readObject<Answers>('answers'), signedIn(options));
