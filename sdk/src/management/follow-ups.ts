import { call } from '../call.js';
import type { followUpsApi } from '../contract/follow-ups.js';

/**
 * Follow-ups that the account may see, with how many were resolved within 72 hours.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422: no library of yours).
 * @example const { followUps } = await getFollowUps(connection, { library: 'harford', filter: 'overdue' });
 */
export const getFollowUps = call<typeof followUpsApi.list>('GET /v1/follow-ups', {
  query: ['library', 'filter', 'offset', 'limit'],
  reply: ['followUps'],
});

/**
 * Opens a follow-up for a library.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `already-there` or `quota-reached`, 422 names the field.
 * @example await openFollowUp(connection, { library: 'harford', reference: '2-4711' });
 */
export const openFollowUp = call<typeof followUpsApi.open>('POST /v1/follow-ups', {
  body: true,
  reply: ['id', 'history'],
});

/**
 * Opens the follow-ups of a pasted list, at most 2,000: all of them, or none. `text`: one reference number a line, or CSV
 * with a due date in the second column.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 names the rows, or the library is not one of yours.
 * @example const { added } = await openFollowUps(connection, { library: 'harford', text: '2-4711\n2-4712' });
 */
export const openFollowUps = call<typeof followUpsApi.openList>('POST /v1/follow-ups/lists', {
  body: true,
  reply: ['added'],
});

/**
 * Hands a follow-up over, resolves or withdraws it, or takes its end back.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `stale-revision`, `not-now` or
 * `quota-reached`, 422.
 * @example await stepFollowUp(connection, id, { step: 'resolve', revision, resolution: 'answered' });
 */
export const stepFollowUp = call<typeof followUpsApi.step>('POST /v1/follow-ups/{followup}/steps', {
  body: true,
  reply: ['id', 'history'],
});
