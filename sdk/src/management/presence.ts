import { call } from '../call.js';
import type { Heartbeat, HeartbeatReceipt, presenceApi } from '../contract/presence.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * A queue's observed state, since when, and the fault of its source.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { state, since } = await getQueuePresence(connection, 'maryland');
 */
export const getQueuePresence = call<typeof presenceApi.get>('GET /v1/queues/{queue}/presence', {
  reply: ['queue', 'desks'],
});

/**
 * Who set a queue's presence from a page, and to what, newest first: one entry for each change of state.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { entries } = await getPresenceAudit(connection, 'maryland');
 */
export const getPresenceAudit = call<typeof presenceApi.listAudit>('GET /v1/queues/{queue}/presence/audit', {
  reply: ['entries'],
});

/**
 * The desks that send heartbeats for a queue.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a queue that the session may not see), ContractError.
 * @example const { desks } = await getDesks(connection, 'maryland');
 */
export const getDesks = call<typeof presenceApi.listDesks>('GET /v1/queues/{queue}/desks', { reply: ['desks'] });

/**
 * Adds a desk whose status a script sends. Its token is in this response, and never shown again.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-editable`, 404 for a queue that the
 * session may not see, 409 `desk-exists`, 409 `quota-reached`, 409 `not-a-heartbeat-queue`, 422 names the field.
 * @example const { token } = await addDesk(connection, 'maryland', { name: 'Reference desk' });
 */
export const addDesk = call<typeof presenceApi.addDesk>('POST /v1/queues/{queue}/desks', {
  body: true,
  reply: ['desk', 'token'],
});

/**
 * Removes a desk: its token no longer works.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `not-editable`, 404 for a queue that the session may not see
 * or a desk that it does not have).
 * @example await removeDesk(connection, 'maryland', desk.id);
 */
export const removeDesk = call<typeof presenceApi.removeDesk>('DELETE /v1/queues/{queue}/desks/{desk}');

const readReceipt = readObject<HeartbeatReceipt>('state', 'seq');

/**
 * A heartbeat of the signed-in account, as a desk's page sends it every 30 s.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `shared-desk` for a liaison at a desk that
 * libraries share, 404 for a queue at which the session does not answer, 409 `old-sequence` (send a higher one), 409 `not-a-heartbeat-queue`, 429 `too-many-heartbeats`.
 * @example await sendHeartbeat(connection, 'maryland', { state: 'available', seq: Date.now() });
 */
export const sendHeartbeat = (
  connection: Connection,
  queue: string,
  heartbeat: Heartbeat,
  options?: RequestOptions,
): Promise<HeartbeatReceipt> =>
  request(connection, path`/v1/queues/${queue}/heartbeat`, readReceipt, {
    ...signedIn(options),
    method: 'POST',
    body: heartbeat,
  });

/**
 * A heartbeat of the desk that holds a token, as a script on its computer sends it every 30 s.
 * Errors: NetworkError, ContractError, ProblemError: 401 `wrong-token`, 409 `old-sequence` (send a higher one),
 * 409 `not-a-heartbeat-queue`, 429 `too-many-heartbeats`.
 * @example await sendDeskHeartbeat(connection, token, { state: 'available', seq: Date.now() });
 */
export const sendDeskHeartbeat = (
  connection: Connection,
  token: string,
  heartbeat: Heartbeat,
  options?: RequestOptions,
): Promise<HeartbeatReceipt> =>
  request(connection, path`/v1/heartbeat`, readReceipt, { ...options, token, method: 'POST', body: heartbeat });
