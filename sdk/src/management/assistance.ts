import type {
  AssistanceList,
  AssistanceMove,
  AssistanceOpening,
  AssistanceRequest,
  Swamped,
} from '../contract/assistance.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { type PageQuery, toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readRequest = readObject<AssistanceRequest>('id', 'state', 'version');
const readList = readObject<AssistanceList>('requests');

/** The page of a list of requests. Default: the first 200. */
export type AssistanceQuery = Omit<PageQuery, 'q'>;

/**
 * The requests for assistance that the session may see, a page of them: the open ones by age, then those over, latest first;
 * and who would be notified of another.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 `invalid-request` names the field.
 * @example const { requests, total } = await getAssistance(connection, { limit: 50 });
 */
export const getAssistance = (
  connection: Connection,
  ask: AssistanceQuery = {},
  options?: RequestOptions,
): Promise<AssistanceList> => request(connection, path`/v1/assistance` + toQuery(ask), readList, signedIn(options));

/**
 * A library's requests for assistance, a page of them: the open ones by age, then those over, latest first; and who would be
 * notified of another.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` names the
 * field.
 * @example const { requests } = await getLibraryAssistance(connection, 'harford');
 */
export const getLibraryAssistance = (
  connection: Connection,
  library: string,
  ask: AssistanceQuery = {},
  options?: RequestOptions,
): Promise<AssistanceList> =>
  request(connection, path`/v1/libraries/${library}/assistance` + toQuery(ask), readList, signedIn(options));

/**
 * Asks for assistance at a library's own desk; with a library of null, as the coordinator, at a desk that libraries share.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `unknown-library`,
 * 409 `already-open` names the open request, 422 names the field, 422 `nobody-to-tell` if nobody would
 * be notified, 422 `not-needed` if the schedule has no such gap, 429 `quota-reached`.
 * @example await askForAssistance(connection, 'harford', { queue: 'harford-desk', reason: 'forecast-gap', gap });
 */
export const askForAssistance = (
  connection: Connection,
  library: string | null,
  opening: AssistanceOpening,
  options?: RequestOptions,
): Promise<AssistanceRequest> =>
  request(
    connection,
    library === null ? path`/v1/assistance` : path`/v1/libraries/${library}/assistance`,
    readRequest,
    {
      ...signedIn(options),
      method: 'POST',
      body: opening,
    },
  );

/**
 * Takes a step with a request, as it was read at `move.version`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-yours` (`may` lists the session's own),
 * 404 `unknown-request`, 409 `stale-version` where it has moved since, 409 `not-now`, 422 names the field.
 * @example await stepAssistance(connection, 7, { step: 'taken', version: 2, taker: { library: 'carroll' } });
 */
export const stepAssistance = (
  connection: Connection,
  id: number,
  move: AssistanceMove,
  options?: RequestOptions,
): Promise<AssistanceRequest> =>
  request(connection, path`/v1/assistance/${id}/steps`, readRequest, {
    ...signedIn(options),
    method: 'POST',
    body: move,
  });

/**
 * The desk's help button: it cannot keep up. One request for each library whose own desk this is, or one of its own for a
 * desk that libraries share.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that is not the session's,
 * 403 `shared-desk` for a liaison at a desk that libraries share, 409 `already-open`, 422 `unused-desk`, 422 `nobody-to-tell`,
 * 429 `quota-reached`.
 * @example const { requests } = await callForHelp(connection, 'harford-desk', {});
 */
export const callForHelp = (
  connection: Connection,
  queue: string,
  swamped: Swamped,
  options?: RequestOptions,
): Promise<AssistanceList> =>
  request(connection, path`/v1/queues/${queue}/swamped`, readList, {
    ...signedIn(options),
    method: 'POST',
    body: swamped,
  });
