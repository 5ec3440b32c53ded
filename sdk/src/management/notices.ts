import { call } from '../call.js';
import type { recipientsApi } from '../contract/notices.js';

/**
 * The recipients of notices about help requests and faults, as far as the session may see them.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { recipients } = await getRecipients(connection);
 */
export const getRecipients = call<typeof recipientsApi.list>('GET /v1/recipients', { reply: ['recipients'] });

/**
 * Adds a recipient. An email address other than the account's own is mailed a link first, and is `pending` until somebody
 * has opened it and agreed. A webhook's secret and a feed's address are in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 403 `not-yours` for a tier that
 * is the coordinator's, 409 `duplicate-recipient`, 409 or 429 `quota-reached`, 422 `invalid-recipient` names the field.
 * @example const { secret } = await addRecipient(connection, { tier: 'local', library: 'harford', channel: 'webhook', address, kinds });
 */
export const addRecipient = call<typeof recipientsApi.add>('POST /v1/recipients', {
  body: true,
  reply: ['recipient'],
});

/**
 * Mails the link again to an address that has not agreed yet; it works for `RECIPIENT_LINK_DAYS` from now.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 404 for a recipient that the
 * session does not look after, 409 `not-pending`, 409 `no-mail`, 429 `quota-reached`.
 * @example const { pending } = await mailRecipientLink(connection, recipient.id);
 */
export const mailRecipientLink = call<typeof recipientsApi.mailLink>('POST /v1/recipients/{recipient}/link', {
  reply: ['id'],
});

/**
 * Changes what a recipient is notified about, from now on. Its address stays confirmed.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 404 for a recipient that the
 * session does not look after, 409 `stale-revision`, 409 `stopped`: somebody at its address has stopped all, 422 `kinds`.
 * @example await changeRecipientKinds(connection, recipient.id, { kinds: ['monthly-report'], revision: recipient.revision });
 */
export const changeRecipientKinds = call<typeof recipientsApi.changeKinds>('PUT /v1/recipients/{recipient}/kinds', {
  body: true,
  reply: ['id', 'kinds'],
});

/**
 * Sends a test to a webhook, or to a channel of Teams or Slack; its `lastSentAt` or `failing` then says how it went.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 404 for a recipient that the
 * session does not look after, 409 `no-test` for mail and feeds, 429 `quota-reached`.
 * @example const { failing } = await testRecipient(connection, recipient.id);
 */
export const testRecipient = call<typeof recipientsApi.test>('POST /v1/recipients/{recipient}/test', {
  reply: ['id'],
});

/**
 * Removes a recipient; notices that wait for it are dropped.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`, 404 for a recipient that the session does not
 * look after).
 * @example await removeRecipient(connection, recipient.id);
 */
export const removeRecipient = call<typeof recipientsApi.remove>('DELETE /v1/recipients/{recipient}');
