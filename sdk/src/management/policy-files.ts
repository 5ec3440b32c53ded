import type { PolicyFilePreview, PolicyHistory, PolicyImport } from '../contract/policy-files.js';
import type { PolicyPages } from '../contract/policy-pages.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * What was saved of a policy page, the newest first. To restore a text, save it with the newest revision of
 * these: what somebody has saved since is not replaced.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 for another library's page or an unknown topic).
 * @example const { revisions } = await getPolicyHistory(connection, 'harford', 'fines');
 */
export const getPolicyHistory = (
  connection: Connection,
  library: string,
  topic: string,
  options?: RequestOptions,
): Promise<PolicyHistory> =>
  request(
    connection,
    path`/v1/libraries/${library}/policies/${topic}/history`,
    readObject<PolicyHistory>('revisions'),
    signedIn(options),
  );

/**
 * Address of a library's policy pages as one Markdown file, for a link.
 * Errors: none.
 * @example link.href = toPolicyFileUrl(connection, 'harford');
 */
export const toPolicyFileUrl = ({ endpoint }: Connection, library: string): string =>
  endpoint + path`/v1/libraries/${library}/policies.md`;

/**
 * Address of all libraries' policy pages as one Markdown file, for a link of the coordinator's.
 * Errors: none.
 * @example link.href = toAllPoliciesFileUrl(connection);
 */
export const toAllPoliciesFileUrl = ({ endpoint }: Connection): string => endpoint + path`/v1/policies.md`;

/**
 * What an import of a Markdown file would change; nothing is stored.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 names the lines.
 * @example const { pages } = await previewPolicyFile(connection, 'harford', '# Fines and fees\n\nThere are none.');
 */
export const previewPolicyFile = (
  connection: Connection,
  library: string,
  text: string,
  options?: RequestOptions,
): Promise<PolicyFilePreview> =>
  request(connection, path`/v1/libraries/${library}/policies/preview`, readObject<PolicyFilePreview>('pages'), {
    ...signedIn(options),
    method: 'POST',
    body: { text },
  });

/**
 * Imports a Markdown file, as it was previewed: all of it or nothing. Owners and reviews stay.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `stale-revision` if
 * somebody else has saved one of the pages since, 422 names the lines.
 * @example await importPolicyFile(connection, 'harford', { text, revisions: pages.map(({ topic, revision }) => ({ topic, revision })) });
 */
export const importPolicyFile = (
  connection: Connection,
  library: string,
  file: PolicyImport,
  options?: RequestOptions,
): Promise<PolicyPages> =>
  request(connection, path`/v1/libraries/${library}/policies/import`, readObject<PolicyPages>('library', 'pages'), {
    ...signedIn(options),
    method: 'POST',
    body: file,
  });
