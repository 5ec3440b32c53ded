import { call } from '../call.js';
import type { policyFilesApi } from '../contract/policy-files.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';

/**
 * What was saved of a policy page, the newest first. To restore a text, save it with the newest revision of
 * these: what somebody has saved since is not replaced.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 for another library's page or an unknown topic).
 * @example const { revisions } = await getPolicyHistory(connection, 'harford', 'fines');
 */
export const getPolicyHistory = call<typeof policyFilesApi.history>(
  'GET /v1/libraries/{library}/policies/{topic}/history',
  { reply: ['revisions'] },
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
 * @example const { pages } = await previewPolicyFile(connection, 'harford', { text: '# Fines and fees\n\nThere are none.' });
 */
export const previewPolicyFile = call<typeof policyFilesApi.preview>('POST /v1/libraries/{library}/policies/preview', {
  body: true,
  reply: ['pages'],
});

/**
 * Imports a Markdown file, as it was previewed: all of it or nothing. Owners and reviews stay.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `stale-revision` if
 * somebody else has saved one of the pages since, 422 names the lines.
 * @example await importPolicyFile(connection, 'harford', { text, revisions: pages.map(({ topic, revision }) => ({ topic, revision })) });
 */
export const importPolicyFile = call<typeof policyFilesApi.import>('POST /v1/libraries/{library}/policies/import', {
  body: true,
  reply: ['library', 'pages'],
});
