import { path } from '../path.js';
import { toQuery } from './page-query.js';
import type { ShiftsPreview, ShiftsPreviewAsk, WeekCopy, WeekCopyAsk } from '../contract/shift-week.js';
import type { QueueShifts, Schedule, ShiftsChange } from '../contract/shifts.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * Who is scheduled at a queue, as rules, and by which calendar.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { shifts, revision } = await getQueueShifts(connection, 'maryland');
 */
export const getQueueShifts = (connection: Connection, queue: string, options?: RequestOptions): Promise<QueueShifts> =>
  request(
    connection,
    path`/v1/queues/${queue}/shifts`,
    readObject<QueueShifts>('shifts', 'revision'),
    signedIn(options),
  );

/**
 * Changes a queue's shifts, as they were read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable`, 404 for a queue that the session
 * may not see, 409 `stale-revision` if another person changed them since, 422 `invalid-shifts` names the field.
 * @example await changeQueueShifts(connection, 'maryland', { shifts, revision });
 */
export const changeQueueShifts = (
  connection: Connection,
  queue: string,
  change: ShiftsChange,
  options?: RequestOptions,
): Promise<QueueShifts> =>
  request(connection, path`/v1/queues/${queue}/shifts`, readObject<QueueShifts>('shifts', 'revision'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * What shifts would mean, before they are saved: one week as instants, and the gaps of the next 52 weeks. Saves nothing.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-shifts` names the field.
 * @example const { ahead } = await previewShifts(connection, 'maryland', { shifts, week: '2026-11-30' });
 */
export const previewShifts = (
  connection: Connection,
  queue: string,
  ask: ShiftsPreviewAsk,
  options?: RequestOptions,
): Promise<ShiftsPreview> =>
  request(connection, path`/v1/queues/${queue}/shifts/preview`, readObject<ShiftsPreview>('shifts', 'gaps', 'ahead'), {
    ...signedIn(options),
    method: 'POST',
    body: ask,
  });

/**
 * What copying a week of shifts to other weeks would make and skip. Saves nothing: save the result's `shifts` with its
 * `revision` by {@link changeQueueShifts}.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-request` names the field.
 * @example const { made, skipped } = await copyShiftWeek(connection, 'maryland', { week: '2026-11-30', to: ['2026-12-07'] });
 */
export const copyShiftWeek = (
  connection: Connection,
  queue: string,
  ask: WeekCopyAsk,
  options?: RequestOptions,
): Promise<WeekCopy> =>
  request(connection, path`/v1/queues/${queue}/shifts/copy`, readObject<WeekCopy>('shifts', 'made', 'skipped'), {
    ...signedIn(options),
    method: 'POST',
    body: ask,
  });

/**
 * A queue's schedule as instants: hours, shifts and the gaps between them. From a day ago to 14 days ahead where the
 * window is left out; at most 95 days.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-request` where `to` does not follow `from` within 95 days.
 * @example const { shifts, gaps } = await getSchedule(connection, 'maryland');
 */
export const getSchedule = (
  connection: Connection,
  queue: string,
  window: { from?: string; to?: string } = {},
  options?: RequestOptions,
): Promise<Schedule> => {
  const address = path`/v1/queues/${queue}/schedule` + toQuery(window);
  return request(connection, address, readObject<Schedule>('hours', 'shifts', 'gaps'), signedIn(options));
};
