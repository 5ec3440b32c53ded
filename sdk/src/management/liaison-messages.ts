import { call } from '../call.js';
import type { liaisonMessagesApi } from '../contract/liaison-messages.js';

/**
 * Whether the signed-in account can write to all liaisons now, and to how many people.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403), ContractError.
 * @example const { people, left } = await getLiaisonMessaging(connection);
 */
export const getLiaisonMessaging = call<typeof liaisonMessagesApi.get>('GET /v1/liaison-messages', {
  reply: ['people', 'left'],
});

/**
 * The mail to all liaisons as each of them would get it.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 409 `no-mail`, `no-address`; 422 names the field.
 * @example const { people, text } = await previewLiaisonMessage(connection, { subject, text });
 */
export const previewLiaisonMessage = call<typeof liaisonMessagesApi.preview>('POST /v1/liaison-messages/preview', {
  body: true,
  reply: ['people', 'text'],
});

/**
 * Writes to all liaisons and the coordinator: one mail each, with replies to the sender.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403, 409 `no-mail`, `no-address`, `nobody`; 429
 * `quota-reached`; 422 names the field.
 * @example const { people } = await sendLiaisonMessage(connection, { subject, text });
 */
export const sendLiaisonMessage = call<typeof liaisonMessagesApi.send>('POST /v1/liaison-messages', {
  body: true,
  reply: ['people'],
});
