import type { CheckedPage, PageCheckAsk, PageCheckList } from '../contract/page-checks.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * A library's key pages with the result of their last check.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { pages } = await getPageChecks(connection, 'harford');
 */
export const getPageChecks = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<PageCheckList> =>
  request(
    connection,
    path`/v1/libraries/${library}/page-checks`,
    readObject<PageCheckList>('pages'),
    signedIn(options),
  );

/**
 * Checks one of these pages now, at most once a minute. It takes up to some ten seconds.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library` or `unknown-page`, 429 `too-soon`.
 * @example const page = await checkPage(connection, 'harford', { origin: 'https://www.harford.example', path: '/' });
 */
export const checkPage = (
  connection: Connection,
  library: string,
  page: PageCheckAsk,
  options?: RequestOptions,
): Promise<CheckedPage> =>
  request(connection, path`/v1/libraries/${library}/page-checks`, readObject<CheckedPage>('findings'), {
    ...signedIn(options),
    method: 'POST',
    body: page,
  });
