import { call } from '../call.js';
import type { shiftRequestsApi } from '../contract/shift-requests.js';

/**
 * A library's requests to change the weekly pattern of shared desks: those that wait first, then those whose answer is not
 * acknowledged, then the latest; and what it owes there each week.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404 `unknown-library`.
 * @example const { requests, desks } = await getShiftRequests(connection, 'harford');
 */
export const getShiftRequests = call<typeof shiftRequestsApi.list>('GET /v1/libraries/{library}/shift-requests', {
  reply: ['services', 'desks', 'requests'],
});

/**
 * Asks for a change of the weekly pattern: `shift` alone ends a weekly shift, `wanted` alone adds one, both change one.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `quota-reached`, 422 names the field.
 * @example await requestShift(connection, 'harford', { queue: 'statewide', shift, wanted: null, from: '2026-12-07' });
 */
export const requestShift = call<typeof shiftRequestsApi.add>('POST /v1/libraries/{library}/shift-requests', {
  body: true,
  reply: ['id', 'state'],
});

/**
 * Withdraws a request of the library while it waits. A second time changes nothing.
 * Errors: NetworkError, ProblemError: 401, 403, 404, 409 `already-answered`.
 * @example await withdrawShiftRequest(connection, 'harford', request.id);
 */
export const withdrawShiftRequest = call<typeof shiftRequestsApi.withdraw>(
  'DELETE /v1/libraries/{library}/shift-requests/{request}',
);

/**
 * Acknowledges the coordinator's answer. A second time changes nothing.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `not-answered`.
 * @example await acknowledgeShiftRequest(connection, 'harford', request.id);
 */
export const acknowledgeShiftRequest = call<typeof shiftRequestsApi.acknowledge>(
  'POST /v1/libraries/{library}/shift-requests/{request}/acknowledgement',
  { reply: ['id', 'state'] },
);

/**
 * The requests of all libraries that wait, the oldest first, and acceptances that can still be undone.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403 `coordinator-only`.
 * @example const { requests } = await getAllShiftRequests(connection);
 */
export const getAllShiftRequests = call<typeof shiftRequestsApi.listAll>('GET /v1/shift-requests', {
  reply: ['services', 'requests'],
});

/**
 * Accepts a request, as asked or changed, which changes the weekly pattern at once, or declines it with a reason.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403 `coordinator-only`, 404, 409 `already-answered`, or `not-now`:
 * the shifts of the desk do not allow it any more; 422 names the field.
 * @example await answerShiftRequest(connection, request.id, { state: 'declined', reason: 'Nobody else is there on Mondays.' });
 */
export const answerShiftRequest = call<typeof shiftRequestsApi.answer>('PUT /v1/shift-requests/{request}/answer', {
  body: true,
  reply: ['id', 'state'],
});

/**
 * Undoes an acceptance of the last ten minutes: the shifts are as they were, and the request waits again.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403 `coordinator-only`, 404, 409 `not-now`: it is too late, or the
 * shifts of the desk have changed since.
 * @example await undoShiftRequestAnswer(connection, request.id);
 */
export const undoShiftRequestAnswer = call<typeof shiftRequestsApi.undo>('POST /v1/shift-requests/{request}/undo', {
  reply: ['id', 'state'],
});
