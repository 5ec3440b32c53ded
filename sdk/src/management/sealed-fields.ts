import type { RevealedField, SealedField, SealedFieldChange, SealedFieldList } from '../contract/sealed-fields.js';
import type { SealedFieldName } from '../contract/sealed-limits.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readList = readObject<SealedFieldList>('isSetUp', 'fields');

/**
 * A library's sealed fields, without their values.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { fields } = await getSealedFields(connection, 'harford');
 */
export const getSealedFields = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<SealedFieldList> => request(connection, path`/v1/libraries/${library}/sealed`, readList, signedIn(options));

/**
 * Enters a sealed field, in place of the former one.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `not-set-up`: the server has no key,
 * 409 `stale-revision`: somebody else has changed it since; 422 names the field.
 * @example await setSealedField(connection, 'harford', 'pin', { label: 'PIN', value: '0000', revision: 0 });
 */
export const setSealedField = (
  connection: Connection,
  library: string,
  field: SealedFieldName,
  change: SealedFieldChange,
  options?: RequestOptions,
): Promise<SealedFieldList> =>
  request(connection, path`/v1/libraries/${library}/sealed/${field}`, readList, {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * Removes a sealed field. There may be none.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library that is not the session's,
 * 409 `stale-revision`: somebody else has changed it since.
 * @example await removeSealedField(connection, 'harford', { field: 'pin', revision: 1 });
 */
export const removeSealedField = (
  connection: Connection,
  library: string,
  { field, revision }: Pick<SealedField, 'field' | 'revision'>,
  options?: RequestOptions,
): Promise<SealedFieldList> =>
  request(connection, path`/v1/libraries/${library}/sealed/${field}` + toQuery({ revision }), readList, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * Reveals a sealed field. Each time is in the audit log.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `read-only` for a viewer, 404 where nothing
 * was entered, 409 `not-set-up`, `other-key`: it was sealed with a key that the server no longer has, 429
 * `quota-reached`.
 * @example const { value } = await revealSealedField(connection, 'harford', 'pin');
 */
export const revealSealedField = (
  connection: Connection,
  library: string,
  field: SealedFieldName,
  options?: RequestOptions,
): Promise<RevealedField> =>
  request(
    connection,
    path`/v1/libraries/${library}/sealed/${field}/reveal`,
    readObject<RevealedField>('value', 'shownForSec'),
    { ...signedIn(options), method: 'POST' },
  );
