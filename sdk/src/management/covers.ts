import { call } from '../call.js';
import type { coversApi } from '../contract/covers.js';

/**
 * A library's hours at shared desks in the next weeks, what others offer, and what it gave and took.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403: the account is a desk's, 404 `unknown-library`.
 * @example const { hours, covers } = await getCovers(connection, 'harford');
 */
export const getCovers = call<typeof coversApi.list>('GET /v1/libraries/{library}/covers', {
  reply: ['services', 'hours', 'covers'],
});

/**
 * The hours of the account's libraries at shared desks, and all that is offered, given and taken.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403: the account is a desk's.
 * @example const { covers } = await getAllCovers(connection);
 */
export const getAllCovers = call<typeof coversApi.listAll>('GET /v1/covers', {
  reply: ['services', 'hours', 'covers'],
});

/**
 * Gives an hour that a library owes, whole or in part, to whichever library accepts it.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `hour-begun`, 422 names the field.
 * @example await offerHour(connection, 'harford', { queue: 'statewide', service: 'statewide', start, end, reason: 'meeting' });
 */
export const offerHour = call<typeof coversApi.offer>('POST /v1/libraries/{library}/covers', {
  body: true,
  reply: ['id', 'state'],
});

/**
 * Accepts an hour for a library, withdraws its own, or takes back what the account did in the last ten minutes.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `not-now`, `hour-begun`, `not-owing`, `on-duty`,
 * `library-closed`.
 * @example await moveCover(connection, 'cecil', cover.id, { step: 'accepted' });
 */
export const moveCover = call<typeof coversApi.step>('POST /v1/libraries/{library}/covers/{cover}/steps', {
  body: true,
  reply: ['id', 'state'],
});
