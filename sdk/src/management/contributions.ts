import { call } from '../call.js';
import type { contributionsApi } from '../contract/contributions.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';

/**
 * What each library has given at the shared desks in a month, by name. Absent: the current month. A library's own month is in
 * its report, `getMonthReport`.
 * Where the cooperative has not published the list, a liaison or viewer gets their own libraries alone.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 `invalid-request` for a later month.
 * @example const { libraries, definition } = await getContributions(connection, { month: '2026-10' });
 */
export const getContributions = call<typeof contributionsApi.list>('GET /v1/contributions', {
  query: ['month'],
  reply: ['libraries', 'definition'],
});

/**
 * Address of the contributions as CSV, one row a library, for a link.
 * Errors: none.
 * @example link.href = toContributionsCsvUrl(connection, '2026-10');
 */
export const toContributionsCsvUrl = ({ endpoint }: Connection, month: string): string =>
  endpoint + path`/v1/contributions.csv?month=${month}`;
