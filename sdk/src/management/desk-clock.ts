import { call } from '../call.js';
import type { deskClockApi } from '../contract/desk-clock.js';

/**
 * Which libraries are at a shared desk now, and for which of them the session may press the clock.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a desk that the session may not see), ContractError.
 * @example const { here } = await getDeskClock(connection, 'maryland');
 */
export const getDeskClock = call<typeof deskClockApi.get>('GET /v1/queues/{queue}/clock', {
  reply: ['here', 'libraries'],
});

/**
 * Says that a library's people are at a shared desk, or leave it. The same press twice changes nothing the second time.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only`, 422 `invalid-request` for a library
 * that owes no hours there or that the session does not speak for.
 * @example await pressDeskClock(connection, { queue: 'maryland', library: 'harford', isHere: true });
 */
export const pressDeskClock = call<typeof deskClockApi.press>('PUT /v1/clock', {
  body: true,
  reply: ['here', 'libraries'],
});
