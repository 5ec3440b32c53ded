import { call } from '../call.js';
import type { hoursApi } from '../contract/hours.js';

/**
 * The queues that a library names, with their hours.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { queues } = await getQueues(connection, 'harford');
 */
export const getQueues = call<typeof hoursApi.list>('GET /v1/libraries/{library}/queues', { reply: ['queues'] });

/**
 * One queue's hours.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { revision } = await getQueueHours(connection, 'maryland');
 */
export const getQueueHours = call<typeof hoursApi.get>('GET /v1/queues/{queue}/hours', {
  reply: ['hours', 'revision'],
});

/**
 * Changes a queue's hours, as they were read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 409 `stale-revision` if another person changed them since,
 * 422 `invalid-hours` names the field.
 * @example await changeQueueHours(connection, 'maryland', { hours, revision });
 */
export const changeQueueHours = call<typeof hoursApi.change>('PUT /v1/queues/{queue}/hours', {
  body: true,
  reply: ['hours', 'revision'],
});

/**
 * Closes a queue until an instant, whatever its hours say; `until: null` opens it again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 409 `stale-revision`, 422 where `until` is past.
 * @example await closeQueueUntil(connection, 'maryland', { until: '2026-11-26T05:00:00.000Z', revision });
 */
export const closeQueueUntil = call<typeof hoursApi.closeUntil>('PUT /v1/queues/{queue}/closed-until', {
  body: true,
  reply: ['hours', 'revision'],
});

/**
 * Who changed a queue, and how, latest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { entries } = await getQueueAudit(connection, 'maryland');
 */
export const getQueueAudit = call<typeof hoursApi.listAudit>('GET /v1/queues/{queue}/audit', { reply: ['entries'] });

/**
 * What a change of hours or closing would do on the next 60 days, and for whose patrons. Nothing is written.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-hours` names the field.
 * @example const { days, libraries } = await previewHours(connection, 'maryland', { hours });
 */
export const previewHours = call<typeof hoursApi.preview>('POST /v1/queues/{queue}/hours/preview', {
  body: true,
  reply: ['days', 'libraries'],
});

/**
 * Undoes the latest change of a queue's hours or closing; called again, the one before it. It is never a redo.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable` for a desk that libraries share,
 * 404 for a queue that the session may not see, 409 `stale-revision`, 409 `nothing-to-undo`.
 * @example await undoQueueChange(connection, 'maryland', { revision });
 */
export const undoQueueChange = call<typeof hoursApi.undo>('POST /v1/queues/{queue}/hours/undo', {
  body: true,
  reply: ['hours', 'revision'],
});

/**
 * Closes several queues until an instant, as on a snow day; `until: null` opens them again. All of them, or none. With
 * `all`, a queue that is closed for longer stays so, and `until: null` opens every queue, also one that another person closed.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 404 for a queue that is not theirs
 * to change, 422 where `until` is past.
 * @example await closeQueues(connection, { queues: 'all', until: '2026-11-26T05:00:00.000Z', note: 'Snow' });
 */
export const closeQueues = call<typeof hoursApi.closeSeveral>('PUT /v1/closing', { body: true, reply: ['queues'] });

/**
 * The usual closings of a year, and which of them a queue's hours have already.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 for a year before 2021 or after 2199.
 * @example const { holidays } = await getHolidays(connection, 'maryland', { year: 2027 });
 */
export const getHolidays = call<typeof hoursApi.listHolidays>('GET /v1/queues/{queue}/holidays', {
  query: ['year'],
  reply: ['holidays'],
});

/**
 * The federal holidays of a year, and the days on which they are observed.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 for a year before 2021 or
 * after 2199.
 * @example const { holidays } = await getFederalHolidays(connection, { year: 2027 });
 */
export const getFederalHolidays = call<typeof hoursApi.listFederalHolidays>('GET /v1/federal-holidays', {
  query: ['year'],
  reply: ['holidays'],
});
