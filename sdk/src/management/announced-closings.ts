import { call } from '../call.js';
import type { announcedClosingsApi } from '../contract/announced-closings.js';

/**
 * When a library is closed and works no hour of a shared desk.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403: the account is a desk's, 404 `unknown-library`.
 * @example const { closings } = await getAnnouncedClosings(connection, 'harford');
 */
export const getAnnouncedClosings = call<typeof announcedClosingsApi.list>(
  'GET /v1/libraries/{library}/announced-closings',
  { reply: ['zone', 'closings'] },
);

/**
 * Announces that a library is closed; its hours of shared desks in that time are offered to others.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `announced-already`, 422 names the field.
 * @example await announceClosing(connection, 'harford', { start, end });
 */
export const announceClosing = call<typeof announcedClosingsApi.announce>(
  'POST /v1/libraries/{library}/announced-closings',
  { body: true, reply: ['id'] },
);

/**
 * Withdraws a closing, and the hours offered by it that nobody has accepted.
 * Errors: NetworkError, ProblemError: 401, 403, 404, 409 `not-now`: it is over.
 * @example await withdrawAnnouncedClosing(connection, 'harford', closing.id);
 */
export const withdrawAnnouncedClosing = call<typeof announcedClosingsApi.withdraw>(
  'DELETE /v1/libraries/{library}/announced-closings/{closing}',
);
