import type { NewRecipient, RecipientChange, RecipientList } from '../contract/notices.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * The recipients of notices about help requests and faults, as far as the session may see them.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { recipients } = await getRecipients(connection);
 */
export const getRecipients = (connection: Connection, options?: RequestOptions): Promise<RecipientList> =>
  request(connection, path`/v1/recipients`, readObject<RecipientList>('recipients'), signedIn(options));

/**
 * Adds a recipient. A webhook's secret and a feed's address are in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 403 `not-yours` for a tier that
 * is the coordinator's, 409 `told-already`, 409 `quota-reached`, 422 `invalid-recipient` names the field.
 * @example const { secret } = await addRecipient(connection, { tier: 'local', library: 'harford', channel: 'webhook', address, kinds });
 */
export const addRecipient = (
  connection: Connection,
  recipient: RecipientChange,
  options?: RequestOptions,
): Promise<NewRecipient> =>
  request(connection, path`/v1/recipients`, readObject<NewRecipient>('recipient'), {
    ...signedIn(options),
    method: 'POST',
    body: recipient,
  });

/**
 * Removes a recipient; notices that wait for it are dropped.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`, 404 for a recipient that the session does not
 * look after).
 * @example await removeRecipient(connection, recipient.id);
 */
export const removeRecipient = (connection: Connection, recipient: number, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/recipients/${recipient}`, readNothing, { ...signedIn(options), method: 'DELETE' });
