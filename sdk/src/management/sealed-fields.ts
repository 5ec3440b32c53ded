import { call } from '../call.js';
import type { sealedFieldsApi } from '../contract/sealed-fields.js';

/**
 * A library's sealed fields, without their values.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { fields } = await getSealedFields(connection, 'harford');
 */
export const getSealedFields = call<typeof sealedFieldsApi.list>('GET /v1/libraries/{library}/sealed', {
  reply: ['isSetUp', 'fields'],
});

/**
 * Enters a sealed field, in place of the former one.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `not-set-up`: the server has no key,
 * 409 `stale-revision`: somebody else has changed it since; 422 names the field.
 * @example await setSealedField(connection, 'harford', 'pin', { label: 'PIN', value: '0000', revision: 0 });
 */
export const setSealedField = call<typeof sealedFieldsApi.set>('PUT /v1/libraries/{library}/sealed/{field}', {
  body: true,
  reply: ['isSetUp', 'fields'],
});

/**
 * Removes a sealed field. There may be none.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that is not the session's,
 * 409 `stale-revision`: somebody else has changed it since.
 * @example await removeSealedField(connection, 'harford', 'pin', { revision: 1 });
 */
export const removeSealedField = call<typeof sealedFieldsApi.remove>('DELETE /v1/libraries/{library}/sealed/{field}', {
  query: ['revision'],
  reply: ['isSetUp', 'fields'],
});

/**
 * Reveals a sealed field. Each time is in the audit log.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only` for a viewer, 404 where nothing
 * was entered, 409 `not-set-up`, `other-key`: it was sealed with a key that the server no longer has, 429
 * `quota-reached`.
 * @example const { value } = await revealSealedField(connection, 'harford', 'pin');
 */
export const revealSealedField = call<typeof sealedFieldsApi.reveal>(
  'POST /v1/libraries/{library}/sealed/{field}/reveal',
  { reply: ['value', 'shownForSec'] },
);
