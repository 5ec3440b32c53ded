import type { PolicyPageChange, PolicyPages } from '../contract/policy-pages.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * A library's policy pages, one a topic of the cooperative. Every account may read those of every library.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { pages } = await getPolicyPages(connection, 'harford');
 */
export const getPolicyPages = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(
    connection,
    path`/v1/libraries/${library}/policies`,
    readObject<PolicyPages>('library', 'pages'),
    signedIn(options),
  );

/**
 * Changes a policy page, as it was read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for another library's page or an unknown topic,
 * 409 `stale-revision` if another person changed it since, 422 names the field.
 * @example await savePolicyPage(connection, 'harford', 'library-cards', { revision, text, owner: null, isReviewed: true, reviewBy: '2027-11-26' });
 */
export const savePolicyPage = (
  connection: Connection,
  library: string,
  topic: string,
  change: PolicyPageChange,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(connection, path`/v1/libraries/${library}/policies/${topic}`, readObject<PolicyPages>('library', 'pages'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });
