import { call } from '../call.js';
import type { stateSheetApi } from '../contract/state-sheet.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';

/**
 * The figures of a fiscal year that state program reports ask for: the reader's libraries, and for the coordinator the total.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `staff-only`, 422 for a year that has not begun.
 * @example const { libraries, total } = await getStateSheet(connection, { year: 2027 });
 */
export const getStateSheet = call<typeof stateSheetApi.get>('GET /v1/state-sheet', {
  query: ['year'],
  reply: ['year', 'libraries'],
});

/**
 * Address of the state sheet as CSV, one row a library, for a link.
 * Errors: none.
 * @example link.href = toStateSheetCsvUrl(connection, 2027);
 */
export const toStateSheetCsvUrl = ({ endpoint }: Connection, year: number): string =>
  endpoint + path`/v1/state-sheet.csv?year=${year}`;

/**
 * Address of the state sheet as JSON, for a link.
 * Errors: none.
 * @example link.href = toStateSheetUrl(connection, 2027);
 */
export const toStateSheetUrl = ({ endpoint }: Connection, year: number): string =>
  endpoint + path`/v1/state-sheet?year=${year}`;
