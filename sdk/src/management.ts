import type { AuditList, ClosedUntilChange, QueueHours, QueueHoursChange, QueueHoursList } from './contract/hours.js';
import type { WindowDays } from './contract/limits.js';
import type { Metrics, Overview, PlacementList } from './contract/metrics.js';
import { PATHS } from './contract/paths.js';
import type { Session } from './contract/session.js';
import { type Connection, readObject, request, type RequestOptions } from './request.js';

// What signed-in people see and change. The session's cookie goes to the page's own origin alone, so these work in the
// server's own pages; a script elsewhere hands over a `fetch` that carries its cookie.

const signedIn = (options?: RequestOptions) => ({ ...options, credentials: 'same-origin' as const });

/**
 * Who is signed in.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { libraries } = await getSession(connection);
 */
export const getSession = (connection: Connection, options?: RequestOptions): Promise<Session> =>
  request(connection, PATHS.session, readObject<Session>('role', 'libraries'), signedIn(options));

/**
 * Signs out.
 * Errors: NetworkError, ProblemError.
 * @example await endSession(connection);
 */
export const endSession = (connection: Connection, options?: RequestOptions): Promise<void> =>
  request(connection, PATHS.sessionEnd, () => undefined, { ...signedIn(options), method: 'POST' });

/**
 * What stands where, and whether it is alive.
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
    `${PATHS.placements(library)}?days=${days}`,
    readObject<PlacementList>('placements', 'status'),
    signedIn(options),
  );

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
    `${PATHS.metrics(library)}?days=${days}`,
    readObject<Metrics>('totals', 'byDay'),
    signedIn(options),
  );

/**
 * Address of the same numbers as CSV, for a link.
 * Errors: none.
 * @example link.href = toMetricsCsvUrl(connection, 'harford', 90);
 */
export const toMetricsCsvUrl = ({ endpoint }: Connection, library: string, days: WindowDays): string =>
  `${endpoint}${PATHS.metricsCsv(library)}?days=${days}`;

/**
 * One row per library, for the coordinator.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a liaison), ContractError.
 * @example await getOverview(connection, 30);
 */
export const getOverview = (connection: Connection, days: WindowDays, options?: RequestOptions): Promise<Overview> =>
  request(connection, `${PATHS.overview}?days=${days}`, readObject<Overview>('libraries'), signedIn(options));

/**
 * The queues that a library names, with their hours.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { queues } = await getQueues(connection, 'harford');
 */
export const getQueues = (connection: Connection, library: string, options?: RequestOptions): Promise<QueueHoursList> =>
  request(connection, PATHS.queues(library), readObject<QueueHoursList>('queues'), signedIn(options));

/**
 * One queue's hours.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { revision } = await getQueueHours(connection, 'maryland');
 */
export const getQueueHours = (connection: Connection, queue: string, options?: RequestOptions): Promise<QueueHours> =>
  request(connection, PATHS.queueHours(queue), readObject<QueueHours>('hours', 'revision'), signedIn(options));

/**
 * Changes a queue's hours, as they were read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 409 `stale-revision` where somebody else changed them since, 422 `invalid-hours` names the field.
 * @example await changeQueueHours(connection, 'maryland', { hours, revision });
 */
export const changeQueueHours = (
  connection: Connection,
  queue: string,
  change: QueueHoursChange,
  options?: RequestOptions,
): Promise<QueueHours> =>
  request(connection, PATHS.queueHours(queue), readObject<QueueHours>('hours', 'revision'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Closes a queue until an instant, whatever its hours say; `until: null` opens it again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 409 `stale-revision`, 422 where `until` is past.
 * @example await closeQueueUntil(connection, 'maryland', { until: '2026-11-26T05:00:00.000Z', revision });
 */
export const closeQueueUntil = (
  connection: Connection,
  queue: string,
  change: ClosedUntilChange,
  options?: RequestOptions,
): Promise<QueueHours> =>
  request(connection, PATHS.queueClosedUntil(queue), readObject<QueueHours>('hours', 'revision'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Who changed a queue, and how, latest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { entries } = await getQueueAudit(connection, 'maryland');
 */
export const getQueueAudit = (connection: Connection, queue: string, options?: RequestOptions): Promise<AuditList> =>
  request(connection, PATHS.queueAudit(queue), readObject<AuditList>('entries'), signedIn(options));
