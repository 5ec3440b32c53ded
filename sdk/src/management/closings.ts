import { call } from '../call.js';
import type { closingsApi } from '../contract/closings.js';

/**
 * What a closing of local desks would do: which desks close until when, which stay as they are, and the answer that
 * patrons then see. Nothing is written.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 404 `unknown-library` or
 * `unknown-queue`, 422 names the field.
 * @example const plan = await previewClosing(connection, { libraries: 'all', until: 'morning' });
 */
export const previewClosing = call<typeof closingsApi.preview>('POST /v1/closings/preview', {
  body: true,
  reply: ['desks', 'libraries', 'seen'],
});

/**
 * Closes the local desks of libraries, and shared desks that are named, as on a snow day. All of them, or none.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only` or `read-only`, 404
 * `unknown-library` or `unknown-queue`, 409 `stale-revision` where something has changed since the preview, 409
 * `nothing-to-close`, 422 names the field.
 * @example
 * const ask = { libraries: 'all', until: 'morning', text: 'Closed for snow.' } as const;
 * const { seen } = await previewClosing(connection, ask);
 * const { id } = await closeDesks(connection, { ...ask, seen });
 */
export const closeDesks = call<typeof closingsApi.close>('POST /v1/closings', { body: true, reply: ['id'] });

/**
 * The latest closings: one's own, the coordinator's all.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { closings } = await getClosings(connection);
 */
export const getClosings = call<typeof closingsApi.list>('GET /v1/closings', { reply: ['closings'] });

/**
 * Restores what a closing has changed. A desk or a sentence that somebody has changed since is left, and named.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only` or `read-only`, 404 for another's
 * closing, 409 `nothing-to-undo` where it is over, was undone, or everything was changed since.
 * @example const { left } = await undoClosing(connection, id);
 */
export const undoClosing = call<typeof closingsApi.undo>('POST /v1/closings/{closing}/undo', { reply: ['left'] });
