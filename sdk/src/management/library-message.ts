import type { LibraryMessage } from '../contract/availability.js';
import type { LibraryMessageChange, LibraryMessageView } from '../contract/library-message.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readView = readObject<LibraryMessageView>('message', 'entries');

/**
 * The sentence that a library's patrons see beside the button, and who changed it.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a library that is not the session's), ContractError.
 * @example const { message } = await getLibraryMessage(connection, 'harford');
 */
export const getLibraryMessage = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<LibraryMessageView> =>
  request(connection, path`/v1/libraries/${library}/message`, readView, signedIn(options));

/**
 * Sets the sentence; it ends by itself.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that is not the session's,
 * 409 `stale-revision` where somebody else has changed it since it was read, 422 `invalid-request` names the field.
 * @example
 * const { message: replaces } = await getLibraryMessage(connection, 'harford');
 * const text = 'The catalog is down; ask us.';
 * await setLibraryMessage(connection, 'harford', { text, until: '2026-11-27T20:00:00Z', replaces });
 */
export const setLibraryMessage = (
  connection: Connection,
  library: string,
  message: LibraryMessageChange,
  options?: RequestOptions,
): Promise<LibraryMessageView> =>
  request(connection, path`/v1/libraries/${library}/message`, readView, {
    ...signedIn(options),
    method: 'PUT',
    body: message,
  });

/**
 * Ends the sentence now. It may have ended already.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that is not the session's,
 * 409 `stale-revision` where somebody else has changed it since it was read.
 * @example
 * const { message } = await getLibraryMessage(connection, 'harford');
 * if (message) await endLibraryMessage(connection, 'harford', message);
 */
export const endLibraryMessage = (
  connection: Connection,
  library: string,
  { text, until }: LibraryMessage,
  options?: RequestOptions,
): Promise<LibraryMessageView> =>
  request(connection, path`/v1/libraries/${library}/message` + toQuery({ text, until }), readView, {
    ...signedIn(options),
    method: 'DELETE',
  });
