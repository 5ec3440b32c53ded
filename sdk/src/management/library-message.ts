import { call } from '../call.js';
import type { libraryMessageApi } from '../contract/library-message.js';

/**
 * The sentence that a library's patrons see beside the button, and who changed it.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a library that is not the session's), ContractError.
 * @example const { message } = await getLibraryMessage(connection, 'harford');
 */
export const getLibraryMessage = call<typeof libraryMessageApi.get>('GET /v1/libraries/{library}/message', {
  reply: ['message', 'entries'],
});

/**
 * Sets the sentence; it ends by itself.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that is not the session's,
 * 409 `stale-revision` where somebody else has changed it since it was read, 422 `invalid-request` names the field.
 * @example
 * const { revision } = await getLibraryMessage(connection, 'harford');
 * const text = 'The catalog is down; ask us.';
 * await setLibraryMessage(connection, 'harford', { text, until: '2026-11-27T20:00:00Z', revision });
 */
export const setLibraryMessage = call<typeof libraryMessageApi.set>('PUT /v1/libraries/{library}/message', {
  body: true,
  reply: ['message', 'entries'],
});

/**
 * Ends the sentence now. It may have ended already.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that is not the session's,
 * 409 `stale-revision` where somebody else has changed it since it was read.
 * @example
 * const view = await getLibraryMessage(connection, 'harford');
 * if (view.message) await endLibraryMessage(connection, 'harford', view);
 */
export const endLibraryMessage = call<typeof libraryMessageApi.end>('DELETE /v1/libraries/{library}/message', {
  query: ['revision'],
  reply: ['message', 'entries'],
});
