import type { Branch, LibraryList, OriginCheck } from './contract/libraries.js';
import { PATHS } from './contract/paths.js';
import type { SnippetQuery, Snippets } from './contract/snippets.js';
import { toQuery } from './management/page-query.js';
import { type Connection, readObject, request, type RequestOptions } from './request.js';

/**
 * The libraries that the cooperative's file marks live.
 * Errors: NetworkError, ProblemError, ContractError.
 * @example const { libraries } = await getLibraries({ endpoint: 'https://ask.example.org' });
 */
export const getLibraries = (connection: Connection, options?: RequestOptions): Promise<LibraryList> =>
  request(connection, PATHS.libraries, readObject<LibraryList>('libraries'), options);

/**
 * A branch of a library: its name, and the other ways to ask there.
 * Errors: NetworkError, ProblemError (404 `unknown-library`, `unknown-branch`), ContractError.
 * @example const { fallback } = await getBranch({ endpoint: 'https://ask.example.org' }, 'harford', 'bel-air');
 */
export const getBranch = (
  connection: Connection,
  library: string,
  branch: string,
  options?: RequestOptions,
): Promise<Branch> =>
  request(connection, PATHS.branch(library, branch), readObject<Branch>('branch', 'fallback'), options);

/**
 * Whether the requesting page's origin is one of the library's registered ones. A request of a script or a server: no.
 * Errors: NetworkError, ProblemError, ContractError.
 * @example const { registered } = await checkOrigin({ endpoint: 'https://ask.example.org' }, 'harford');
 */
export const checkOrigin = (connection: Connection, library: string, options?: RequestOptions): Promise<OriginCheck> =>
  request(
    connection,
    `${PATHS.originCheck}?library=${encodeURIComponent(library)}`,
    readObject<OriginCheck>('known', 'registered'),
    options,
  );

/**
 * The HTML of a library's entry point in each form: tag, tag manager, frame, picture, link.
 * Errors: NetworkError, ProblemError (404 `unknown-library`, 422), ContractError.
 * @example const { tag } = await getSnippets({ endpoint: 'https://ask.example.org' }, 'harford', { variant: 'button' });
 */
export const getSnippets = (
  connection: Connection,
  library: string,
  wanted: Partial<SnippetQuery> = {},
  options?: RequestOptions,
): Promise<Snippets> =>
  request(connection, PATHS.snippets(library) + toQuery(wanted), readObject<Snippets>('tag', 'frame', 'link'), options);

/**
 * The address of a library's next opening as a calendar's event, for a plain link. It is 404 where none is known.
 * Errors: none.
 * @example link.href = nextOpeningAddress({ endpoint: 'https://ask.example.org' }, 'harford');
 */
export const nextOpeningAddress = ({ endpoint }: Pick<Connection, 'endpoint'>, library: string): string =>
  endpoint + PATHS.nextOpening(library);
