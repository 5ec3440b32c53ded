import { call } from '../call.js';
import type { deskWeekApi } from '../contract/desk-week.js';
import type { shiftWeekApi } from '../contract/shift-week.js';
import type { shiftsApi } from '../contract/shifts.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';

/**
 * Who is scheduled at a queue, as rules, and by which calendar.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { shifts, revision } = await getQueueShifts(connection, 'maryland');
 */
export const getQueueShifts = call<typeof shiftsApi.get>('GET /v1/queues/{queue}/shifts', {
  reply: ['shifts', 'revision'],
});

/**
 * Changes a queue's shifts, as they were read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable`, 404 for a queue that the session
 * may not see, 409 `stale-revision` if another person changed them since, 422 `invalid-shifts` names the field.
 * @example await changeQueueShifts(connection, 'maryland', { shifts, revision });
 */
export const changeQueueShifts = call<typeof shiftsApi.change>('PUT /v1/queues/{queue}/shifts', {
  body: true,
  reply: ['shifts', 'revision'],
});

/**
 * What shifts would mean, before they are saved: one week as instants, and the gaps of the next 52 weeks. Saves nothing.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-shifts` names the field.
 * @example const { ahead } = await previewShifts(connection, 'maryland', { shifts, week: '2026-11-30' });
 */
export const previewShifts = call<typeof shiftWeekApi.preview>('POST /v1/queues/{queue}/shifts/preview', {
  body: true,
  reply: ['shifts', 'gaps', 'ahead'],
});

/**
 * What copying a week of shifts to other weeks would make and skip. Saves nothing: save the result's `shifts` with its
 * `revision` by {@link changeQueueShifts}.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-request` names the field.
 * @example const { made, skipped } = await copyShiftWeek(connection, 'maryland', { week: '2026-11-30', to: ['2026-12-07'] });
 */
export const copyShiftWeek = call<typeof shiftWeekApi.copy>('POST /v1/queues/{queue}/shifts/copy', {
  body: true,
  reply: ['shifts', 'made', 'skipped'],
});

/**
 * A queue's schedule as instants: hours, shifts and the gaps between them. From a day ago to 14 days ahead where the
 * window is left out; at most 95 days.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that the session may not see,
 * 422 `invalid-request` where `to` does not follow `from` within 95 days.
 * @example const { shifts, gaps } = await getSchedule(connection, 'maryland');
 */
export const getSchedule = call<typeof shiftsApi.getSchedule>('GET /v1/queues/{queue}/schedule', {
  query: ['from', 'to'],
  reply: ['hours', 'shifts', 'gaps'],
});

/**
 * A week of a shared desk: which library is to be there when, hours that are open or offered, and where people are too few
 * or too many. From this week's Monday where `from` is left out.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a desk that is not shared, or of which there is none, 422
 * `invalid-request` where `from` is no day), ContractError.
 * @example const { duties, uneven } = await getDeskWeek(connection, 'maryland', { from: '2026-11-30' });
 */
export const getDeskWeek = call<typeof deskWeekApi.get>('GET /v1/queues/{queue}/week', {
  query: ['from'],
  reply: ['duties', 'open', 'uneven'],
});

/**
 * Address of a queue's shifts between two instants as CSV, by the queue's clock, for a link. At most 95 days.
 * Errors: none.
 * @example link.href = toScheduleCsvUrl(connection, 'maryland', { from, to });
 */
export const toScheduleCsvUrl = (
  { endpoint }: Connection,
  queue: string,
  { from, to }: { from: string; to: string },
): string => endpoint + path`/v1/queues/${queue}/schedule.csv` + `?from=${from}&to=${to}`;
