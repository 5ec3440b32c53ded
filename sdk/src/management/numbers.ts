import type { OverviewOrder, WindowDays } from '../contract/limits.js';
import type {
  LibraryStatus,
  Metrics,
  MonthMetrics,
  Overview,
  PlacementList,
  PlacementRetirement,
} from '../contract/metrics.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { type PageQuery, toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

/**
 * A library's placements, and whether each is live.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example await getPlacements(connection, 'harford', 30);
 */
export const getPlacements = (
  connection: Connection,
  library: string,
  days: WindowDays,
  options?: RequestOptions,
): Promise<PlacementList> =>
  request(
    connection,
    path`/v1/libraries/${library}/placements?days=${days}`,
    readObject<PlacementList>('placements', 'status'),
    signedIn(options),
  );

/**
 * Takes a placement off the list that was taken down on purpose, or puts it back.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`, 404 `not-found` for a placement that the
 * library does not have).
 * @example await setPlacementRetired(connection, 'harford', placement.id, true);
 */
export const setPlacementRetired = (
  connection: Connection,
  library: string,
  placement: number,
  retired: boolean,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/placements/${placement}/retirement`, readNothing, {
    ...signedIn(options),
    method: 'PUT',
    body: { retired } satisfies PlacementRetirement,
  });

/**
 * A library's numbers, with their definitions.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example await getMetrics(connection, 'harford', 30);
 */
export const getMetrics = (
  connection: Connection,
  library: string,
  days: WindowDays,
  options?: RequestOptions,
): Promise<Metrics> =>
  request(
    connection,
    path`/v1/libraries/${library}/metrics?days=${days}`,
    readObject<Metrics>('totals', 'byDay'),
    signedIn(options),
  );

/**
 * Address of the same numbers as CSV, for a link.
 * Errors: none.
 * @example link.href = toMetricsCsvUrl(connection, 'harford', 90);
 */
export const toMetricsCsvUrl = ({ endpoint }: Connection, library: string, days: WindowDays): string =>
  endpoint + path`/v1/libraries/${library}/metrics.csv?days=${days}`;

/**
 * A library's civil month beside the month before and the same month last year. Absent: the current month.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` for a later month.
 * @example const { month, lastMonth, lastYear } = await getMonth(connection, 'harford', '2026-11');
 */
export const getMonth = (
  connection: Connection,
  library: string,
  month?: string,
  options?: RequestOptions,
): Promise<MonthMetrics> =>
  request(
    connection,
    path`/v1/libraries/${library}/metrics/month` + toQuery({ month }),
    readObject<MonthMetrics>('month', 'lastMonth', 'lastYear'),
    signedIn(options),
  );

/**
 * The same comparison as CSV: one row a month.
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
 * Address of the same comparison as CSV, for a link.
 * Errors: none.
 * @example link.href = toMonthCsvUrl(connection, 'harford', '2026-11');
 */
export const toMonthCsvUrl = ({ endpoint }: Connection, library: string, month: string): string =>
  endpoint + path`/v1/libraries/${library}/metrics/month.csv?month=${month}`;

/** The rows of the coordinator's table, and their order. */
export interface OverviewQuery extends PageQuery {
  /** Only libraries of this status. */
  status?: LibraryStatus;
  /** Default: `attention`, worst first. */
  sort?: OverviewOrder;
  /** In reverse order. */
  reverse?: boolean;
}

/**
 * One row per library, for the coordinator: those that match, a page of them.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-request` names
 * the field.
 * @example const { libraries, total } = await getOverview(connection, 30, { q: 'county', limit: 50 });
 */
export const getOverview = (
  connection: Connection,
  days: WindowDays,
  ask: OverviewQuery = {},
  options?: RequestOptions,
): Promise<Overview> =>
  request(
    connection,
    path`/v1/overview` + toQuery({ days, ...ask }),
    readObject<Overview>('libraries'),
    signedIn(options),
  );
