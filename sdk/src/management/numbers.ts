import { call } from '../call.js';
import type { WindowDays } from '../contract/limits.js';
import type { metricsApi, placementsApi } from '../contract/metrics.js';
import { path } from '../path.js';
import { type Connection, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

/**
 * A library's placements, and whether each is live; of a branch: those that it has, with its counts.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` where the
 * library has no such branch.
 * @example await getPlacements(connection, 'harford', { days: 30 });
 */
export const getPlacements = call<typeof placementsApi.list>('GET /v1/libraries/{library}/placements', {
  query: ['days', 'branch'],
  reply: ['placements', 'status'],
});

/**
 * Takes a placement off the list that was taken down on purpose, or puts it back.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`, 404 `not-found` for a placement that the
 * library does not have).
 * @example await setPlacementRetired(connection, 'harford', placement.id, { retired: true });
 */
export const setPlacementRetired = call<typeof placementsApi.setRetired>(
  'PUT /v1/libraries/{library}/placements/{placement}/retirement',
  { body: true },
);

/**
 * A library's numbers, or those of one of its branches, with their definitions.
 * Errors: as {@link getPlacements}.
 * @example await getMetrics(connection, 'harford', { days: 30, branch: 'bel-air' });
 */
export const getMetrics = call<typeof metricsApi.get>('GET /v1/libraries/{library}/metrics', {
  query: ['days', 'branch'],
  reply: ['totals', 'byDay'],
});

/**
 * Address of a library's numbers as CSV, for a link.
 * Errors: none.
 * @example link.href = toMetricsCsvUrl(connection, 'harford', 90);
 */
export const toMetricsCsvUrl = ({ endpoint }: Connection, library: string, days: WindowDays, branch?: string): string =>
  endpoint + path`/v1/libraries/${library}/metrics.csv` + toQuery({ days, branch });

/**
 * A library's civil month beside the month before and the same month last year. Absent: the current month.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` for a later month.
 * @example const { month, lastMonth, lastYear } = await getMonth(connection, 'harford', { month: '2026-11' });
 */
export const getMonth = call<typeof metricsApi.month>('GET /v1/libraries/{library}/metrics/month', {
  query: ['month'],
  reply: ['month', 'lastMonth', 'lastYear'],
});

/**
 * A month, the month before and the same month last year as CSV: one row each.
 * Errors: as {@link getMonth}.
 * @example const csv = await getMonthCsv({ endpoint, token }, 'harford', '2026-10');
 */
export const getMonthCsv = (
  connection: Connection,
  library: string,
  month?: string,
  options?: RequestOptions,
): Promise<string> =>
  request(
    connection,
    path`/v1/libraries/${library}/metrics/month.csv` + toQuery({ month }),
    (text) => text,
    signedIn(options),
  );

/**
 * One row per library, for the coordinator: those that match, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * the field.
 * @example const { libraries, total } = await getOverview(connection, { days: 30, q: 'county', limit: 50 });
 */
export const getOverview = call<typeof placementsApi.overview>('GET /v1/overview', {
  query: ['days', 'q', 'limit', 'offset', 'sort', 'reverse', 'status'],
  reply: ['libraries'],
});
