import { call } from '../call.js';
import type { dutyCorrectionsApi } from '../contract/duty-corrections.js';

/**
 * Says when a library's people were at a shared desk in hours that they were to work, or that nobody was there, with a reason;
 * or takes that back. What the clock showed is kept. The coordinator speaks for the cooperative, everybody else for the library.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only`, 404 `unknown-library`, 409 `not-now`
 * where there is nothing to take back, 422 `invalid-correction` or `invalid-request` names the field.
 * @example await correctDuty(connection, 'harford', { queue, service, start, end, said: 'absent', why: 'Closed by snow.' });
 */
export const correctDuty = call<typeof dutyCorrectionsApi.correct>('POST /v1/libraries/{library}/duty-corrections', {
  body: true,
  reply: ['corrections'],
});
