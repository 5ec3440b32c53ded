import { call } from '../call.js';
import type { handOversApi } from '../contract/hand-overs.js';

/**
 * What a library has handed to its webmaster: open work first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { handOvers } = await getHandOvers(connection, 'harford');
 */
export const getHandOvers = call<typeof handOversApi.list>('GET /v1/libraries/{library}/hand-overs', {
  reply: ['handOvers'],
});

/**
 * Open work of all libraries, the oldest first, for the coordinator.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { handOvers } = await getOpenHandOvers(connection);
 */
export const getOpenHandOvers = call<typeof handOversApi.listOpen>('GET /v1/hand-overs', { reply: ['handOvers'] });

/**
 * Hands one page to the webmaster. The link is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`,
 * 422 `invalid-hand-over` names the field.
 * @example const { link } = await addHandOver(connection, 'harford', { page: 'https://www.library.example/' });
 */
export const addHandOver = call<typeof handOversApi.add>('POST /v1/libraries/{library}/hand-overs', {
  body: true,
  reply: ['handOver', 'link'],
});

/**
 * Adds a note for the webmaster.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 for a hand-over that the library does not have, 422).
 * @example await addHandOverNote(connection, 'harford', handOver.id, { text: 'Please in the header.' });
 */
export const addHandOverNote = call<typeof handOversApi.addNote>(
  'POST /v1/libraries/{library}/hand-overs/{work}/notes',
  { body: true, reply: ['state', 'notes'] },
);

/**
 * Withdraws a hand-over: its link ends.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a hand-over that the library does not have).
 * @example await withdrawHandOver(connection, 'harford', handOver.id);
 */
export const withdrawHandOver = call<typeof handOversApi.withdraw>('DELETE /v1/libraries/{library}/hand-overs/{work}');

/**
 * What the holder of a link was handed. The token of the link is the permission: no session is sent.
 * Errors: NetworkError, ContractError, ProblemError: 404 unknown, 410 `link-ended`, 429 `too-many-lookups`.
 * @example const { handOver } = await getHandedOver(connection, token);
 */
export const getHandedOver = call<typeof handOversApi.getByLink>('GET /v1/hand-overs/{token}', {
  isOpen: true,
  reply: ['handOver', 'snippets'],
});

/**
 * Reads the handed-over page now, at most once a minute.
 * Errors: NetworkError, ContractError, ProblemError: 404 unknown, 410 `link-ended`, 429 `too-soon`.
 * @example const { state, findings } = await checkHandedOver(connection, token);
 */
export const checkHandedOver = call<typeof handOversApi.checkByLink>('POST /v1/hand-overs/{token}/checks', {
  isOpen: true,
  reply: ['state', 'findings'],
});

/**
 * Adds a webmaster's note.
 * Errors: NetworkError, ContractError, ProblemError: 404 unknown, 409 `quota-reached`, 410 `link-ended`, 422.
 * @example await addWebmasterNote(connection, token, { text: 'It is in the header now.' });
 */
export const addWebmasterNote = call<typeof handOversApi.addNoteByLink>('POST /v1/hand-overs/{token}/notes', {
  isOpen: true,
  body: true,
  reply: ['handOver'],
});
