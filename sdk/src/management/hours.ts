import type {
  AuditList,
  ClosedUntilChange,
  Closing,
  Holidays,
  HoursPreview,
  HoursPreviewAsk,
  QueueHours,
  QueueHoursChange,
  QueueHoursList,
  Undo,
} from '../contract/hours.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * The queues that a library names, with their hours.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { queues } = await getQueues(connection, 'harford');
 */
export const getQueues = (connection: Connection, library: string, options?: RequestOptions): Promise<QueueHoursList> =>
  request(connection, path`/v1/libraries/${library}/queues`, readObject<QueueHoursList>('queues'), signedIn(options));

/**
 * One queue's hours.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { revision } = await getQueueHours(connection, 'maryland');
 */
export const getQueueHours = (connection: Connection, queue: string, options?: RequestOptions): Promise<QueueHours> =>
  request(connection, path`/v1/queues/${queue}/hours`, readObject<QueueHours>('hours', 'revision'), signedIn(options));

/**
 * Changes a queue's hours, as they were read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 409 `stale-revision` if another person changed them since,
 * 422 `invalid-hours` names the field.
 * @example await changeQueueHours(connection, 'maryland', { hours, revision });
 */
export const changeQueueHours = (
  connection: Connection,
  queue: string,
  change: QueueHoursChange,
  options?: RequestOptions,
): Promise<QueueHours> =>
  request(connection, path`/v1/queues/${queue}/hours`, readObject<QueueHours>('hours', 'revision'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Closes a queue until an instant, whatever its hours say; `until: null` opens it again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 409 `stale-revision`, 422 where `until` is past.
 * @example await closeQueueUntil(connection, 'maryland', { until: '2026-11-26T05:00:00.000Z', revision });
 */
export const closeQueueUntil = (
  connection: Connection,
  queue: string,
  change: ClosedUntilChange,
  options?: RequestOptions,
): Promise<QueueHours> =>
  request(connection, path`/v1/queues/${queue}/closed-until`, readObject<QueueHours>('hours', 'revision'), {
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
  request(connection, path`/v1/queues/${queue}/audit`, readObject<AuditList>('entries'), signedIn(options));

/**
 * What a change of hours or closing would do on the next 60 days, and for whose patrons. Nothing is written.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-hours` names the field.
 * @example const { days, libraries } = await previewHours(connection, 'maryland', { hours });
 */
export const previewHours = (
  connection: Connection,
  queue: string,
  ask: HoursPreviewAsk,
  options?: RequestOptions,
): Promise<HoursPreview> =>
  request(connection, path`/v1/queues/${queue}/hours/preview`, readObject<HoursPreview>('days', 'libraries'), {
    ...signedIn(options),
    method: 'POST',
    body: ask,
  });

/**
 * Undoes the latest change of a queue's hours or closing; called again, the one before it. It is never a redo.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 409 `stale-revision`, 409 `nothing-to-undo`.
 * @example await undoQueueChange(connection, 'maryland', { revision });
 */
export const undoQueueChange = (
  connection: Connection,
  queue: string,
  undo: Undo,
  options?: RequestOptions,
): Promise<QueueHours> =>
  request(connection, path`/v1/queues/${queue}/hours/undo`, readObject<QueueHours>('hours', 'revision'), {
    ...signedIn(options),
    method: 'POST',
    body: undo,
  });

/**
 * Closes several queues until an instant, as on a snow day; `until: null` opens them again. All of them, or none. With
 * `all`, a queue that is closed for longer stays so, and `until: null` opens every queue, also one that another person closed.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 404 for a queue that is not theirs
 * to change, 422 where `until` is past.
 * @example await closeQueues(connection, { queues: 'all', until: '2026-11-26T05:00:00.000Z', note: 'Snow' });
 */
export const closeQueues = (
  connection: Connection,
  closing: Closing,
  options?: RequestOptions,
): Promise<QueueHoursList> =>
  request(connection, path`/v1/closing`, readObject<QueueHoursList>('queues'), {
    ...signedIn(options),
    method: 'PUT',
    body: closing,
  });

/**
 * The usual closings of a year, and which of them a queue's hours have already.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 for a year before 2021 or after 2199.
 * @example const { holidays } = await getHolidays(connection, 'maryland', 2027);
 */
export const getHolidays = (
  connection: Connection,
  queue: string,
  year: number,
  options?: RequestOptions,
): Promise<Holidays> =>
  request(
    connection,
    path`/v1/queues/${queue}/holidays?year=${year}`,
    readObject<Holidays>('holidays'),
    signedIn(options),
  );
