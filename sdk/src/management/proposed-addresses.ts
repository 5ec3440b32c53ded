import { call } from '../call.js';
import type { proposedAddressesApi } from '../contract/proposed-addresses.js';

/**
 * The sites and key pages that a library has proposed: those that wait first, then those whose answer nobody has acknowledged,
 * then the latest.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { addresses } = await getProposedAddresses(connection, 'harford');
 */
export const getProposedAddresses = call<typeof proposedAddressesApi.list>(
  'GET /v1/libraries/{library}/proposed-addresses',
  { reply: ['addresses'] },
);

/**
 * Proposes a site or a key page of a library. Nothing is counted there before the coordinator has accepted it.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `quota-reached`, 422 names the field.
 * @example await proposeAddress(connection, 'harford', { address: 'https://www.harford.example/contact', kind: 'contact' });
 */
export const proposeAddress = call<typeof proposedAddressesApi.propose>(
  'POST /v1/libraries/{library}/proposed-addresses',
  { body: true, reply: ['id', 'origin', 'state'] },
);

/**
 * Withdraws an address that the asking account has proposed.
 * Errors: NetworkError, ProblemError: 401, 403 `not-yours`, 404: it is gone, 409 `already-answered`.
 * @example await withdrawProposedAddress(connection, 'harford', proposed.id);
 */
export const withdrawProposedAddress = call<typeof proposedAddressesApi.withdraw>(
  'DELETE /v1/libraries/{library}/proposed-addresses/{address}',
);

/**
 * Acknowledges the coordinator's answer to an address that the asking account has proposed. A second time changes nothing.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403 `not-yours`, 404: it is gone, 409 `not-answered`.
 * @example await acknowledgeProposedAddress(connection, 'harford', proposed.id);
 */
export const acknowledgeProposedAddress = call<typeof proposedAddressesApi.acknowledge>(
  'POST /v1/libraries/{library}/proposed-addresses/{address}/acknowledgement',
  { reply: ['id', 'state'] },
);

/**
 * The proposed addresses of all libraries that wait, the oldest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { addresses } = await getAllProposedAddresses(connection);
 */
export const getAllProposedAddresses = call<typeof proposedAddressesApi.listAll>('GET /v1/proposed-addresses', {
  reply: ['addresses'],
});

/**
 * Accepts a proposed address, which registers it and counts it from then on, or declines it.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403 `coordinator-only`, 404: it was withdrawn, 409
 * `already-answered`, or `not-now`: what is registered of the library does not allow it any more.
 * @example await answerProposedAddress(connection, proposed.id, { state: 'accepted' });
 */
export const answerProposedAddress = call<typeof proposedAddressesApi.answer>(
  'PUT /v1/proposed-addresses/{address}/answer',
  { body: true, reply: ['id', 'state'] },
);
