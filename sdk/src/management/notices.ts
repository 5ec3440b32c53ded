import { call } from '../call.js';
import type { recipientsApi } from '../contract/notices.js';

/**
 * The recipients of notices about help requests and faults, as far as the session may see them.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { recipients } = await getRecipients(connection);
 */
export const getRecipients = call<typeof recipientsApi.list>('GET /v1/recipients', { reply: ['recipients'] });

/**
 * Adds a recipient. A webhook's secret and a feed's address are in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 403 `not-yours` for a tier that
 * is the coordinator's, 409 `told-already`, 409 `quota-reached`, 422 `invalid-recipient` names the field.
 * @example const { secret } = await addRecipient(connection, { tier: 'local', library: 'harford', channel: 'webhook', address, kinds });
 */
export const addRecipient = call<typeof recipientsApi.add>('POST /v1/recipients', {
  body: true,
  reply: ['recipient'],
});

/**
 * Removes a recipient; notices that wait for it are dropped.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`, 404 for a recipient that the session does not
 * look after).
 * @example await removeRecipient(connection, recipient.id);
 */
export const removeRecipient = call<typeof recipientsApi.remove>('DELETE /v1/recipients/{recipient}');
