import type { HandedOver, HandOver, HandOverAsk, HandOverList, NewHandOver } from '../contract/hand-overs.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * What a library has handed to its webmaster: open work first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { handOvers } = await getHandOvers(connection, 'harford');
 */
export const getHandOvers = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<HandOverList> =>
  request(
    connection,
    path`/v1/libraries/${library}/hand-overs`,
    readObject<HandOverList>('handOvers'),
    signedIn(options),
  );

/**
 * Open work of all libraries, the oldest first, for the coordinator.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { handOvers } = await getOpenHandOvers(connection);
 */
export const getOpenHandOvers = (connection: Connection, options?: RequestOptions): Promise<HandOverList> =>
  request(connection, path`/v1/hand-overs`, readObject<HandOverList>('handOvers'), signedIn(options));

/**
 * Hands one page to the webmaster. The link is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`,
 * 422 `invalid-hand-over` names the field.
 * @example const { link } = await addHandOver(connection, 'harford', { page: 'https://www.library.example/' });
 */
export const addHandOver = (
  connection: Connection,
  library: string,
  handOver: HandOverAsk,
  options?: RequestOptions,
): Promise<NewHandOver> =>
  request(connection, path`/v1/libraries/${library}/hand-overs`, readObject<NewHandOver>('handOver', 'link'), {
    ...signedIn(options),
    method: 'POST',
    body: handOver,
  });

/**
 * Adds a note for the webmaster.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 for a hand-over that the library does not have, 422).
 * @example await addHandOverNote(connection, 'harford', handOver.id, 'Please in the header.');
 */
export const addHandOverNote = (
  connection: Connection,
  library: string,
  handOver: number,
  text: string,
  options?: RequestOptions,
): Promise<HandOver> =>
  request(
    connection,
    path`/v1/libraries/${library}/hand-overs/${handOver}/notes`,
    readObject<HandOver>('state', 'notes'),
    { ...signedIn(options), method: 'POST', body: { text } },
  );

/**
 * Withdraws a hand-over: its link ends.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a hand-over that the library does not have).
 * @example await withdrawHandOver(connection, 'harford', handOver.id);
 */
export const withdrawHandOver = (
  connection: Connection,
  library: string,
  handOver: number,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/hand-overs/${handOver}`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * What the holder of a link was handed. The token of the link is the permission: no session is sent.
 * Errors: NetworkError, ContractError, ProblemError: 404 unknown, 410 `link-ended`, 429 `too-many-lookups`.
 * @example const { handOver } = await getHandedOver(connection, token);
 */
export const getHandedOver = (connection: Connection, token: string, options?: RequestOptions): Promise<HandedOver> =>
  request(connection, path`/v1/hand-overs/${token}`, readObject<HandedOver>('handOver', 'snippets'), options);

/**
 * Reads the handed-over page now, at most once a minute.
 * Errors: NetworkError, ContractError, ProblemError: 404 unknown, 410 `link-ended`, 429 `too-soon`.
 * @example const { state, findings } = await checkHandedOver(connection, token);
 */
export const checkHandedOver = (
  connection: Connection,
  token: string,
  options?: RequestOptions,
): Promise<NonNullable<HandOver['lastCheck']>> =>
  request(
    connection,
    path`/v1/hand-overs/${token}/checks`,
    readObject<NonNullable<HandOver['lastCheck']>>('state', 'findings'),
    { ...options, method: 'POST' },
  );

/**
 * Adds a webmaster's note.
 * Errors: NetworkError, ContractError, ProblemError: 404 unknown, 409 `quota-reached`, 410 `link-ended`, 422.
 * @example await addWebmasterNote(connection, token, 'It is in the header now.');
 */
export const addWebmasterNote = (
  connection: Connection,
  token: string,
  text: string,
  options?: RequestOptions,
): Promise<HandedOver> =>
  request(connection, path`/v1/hand-overs/${token}/notes`, readObject<HandedOver>('handOver'), {
    ...options,
    method: 'POST',
    body: { text },
  });
