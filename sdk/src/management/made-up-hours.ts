import { call } from '../call.js';
import type { madeUpHoursApi } from '../contract/made-up-hours.js';

/**
 * The hours that a library did not cover, what it picked for them, and free times to pick from.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403: the account is a desk's, 404 `unknown-library`.
 * @example const { toMakeUp, free } = await getMadeUpHours(connection, 'harford');
 */
export const getMadeUpHours = call<typeof madeUpHoursApi.list>('GET /v1/libraries/{library}/made-up-hours', {
  reply: ['services', 'toMakeUp', 'madeUp', 'free'],
});

/**
 * The hours that the account's libraries did not cover, and what they picked for them.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403: the account is a desk's.
 * @example const { toMakeUp } = await getAllMadeUpHours(connection);
 */
export const getAllMadeUpHours = call<typeof madeUpHoursApi.listAll>('GET /v1/made-up-hours', {
  reply: ['services', 'toMakeUp', 'madeUp', 'free'],
});

/**
 * Picks a time to work for an hour that was not covered.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `hour-begun`, `on-duty`, `library-closed`,
 * `enough-people`, `made-up-already`, 422 names the field.
 * @example await pickHour(connection, 'harford', { queue: 'statewide', service: 'global', missed, start, end });
 */
export const pickHour = call<typeof madeUpHoursApi.pick>('POST /v1/libraries/{library}/made-up-hours', {
  body: true,
  reply: ['id', 'outcome'],
});

/**
 * Removes an hour that was picked, before it begins.
 * Errors: NetworkError, ProblemError: 401, 403, 404, 409 `hour-begun`.
 * @example await removePickedHour(connection, 'harford', hour.id);
 */
export const removePickedHour = call<typeof madeUpHoursApi.remove>(
  'DELETE /v1/libraries/{library}/made-up-hours/{made}',
);
