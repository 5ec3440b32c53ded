import type { AuditList, ClosedUntilChange, QueueHours, QueueHoursChange, QueueHoursList } from '../contract/hours.js';
import { PATHS } from '../contract/paths.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

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
