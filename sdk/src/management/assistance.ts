import { call } from '../call.js';
import type { assistanceApi, AssistanceOpening, AssistancePlan, AssistanceRequest } from '../contract/assistance.js';
import type { Connection, RequestOptions } from '../request.js';

/**
 * The requests for assistance that the session may see, a page of them: the open ones by age, then those over, latest first;
 * and who would be notified of another.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 `invalid-request` names the field.
 * @example const { requests, total } = await getAssistance(connection, { limit: 50 });
 */
export const getAssistance = call<typeof assistanceApi.listAll>('GET /v1/assistance', {
  query: ['limit', 'offset'],
  reply: ['requests'],
});

/**
 * A library's requests for assistance, a page of them: the open ones by age, then those over, latest first; and who would be
 * notified of another.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` names the
 * field.
 * @example const { requests } = await getLibraryAssistance(connection, 'harford');
 */
export const getLibraryAssistance = call<typeof assistanceApi.list>('GET /v1/libraries/{library}/assistance', {
  query: ['limit', 'offset'],
  reply: ['requests'],
});

const askOfLibrary = call<typeof assistanceApi.open>('POST /v1/libraries/{library}/assistance', {
  body: true,
  reply: ['id', 'state', 'revision'],
});
const askAtSharedDesk = call<typeof assistanceApi.openShared>('POST /v1/assistance', {
  body: true,
  reply: ['id', 'state', 'revision'],
});

/**
 * Asks for assistance at a library's own desk; with a library of null, as the coordinator, at a desk that libraries share.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `unknown-library`,
 * 409 `already-open` (`previewAssistance` has the open request), 409 `already-covered` if `unlessCovered` and somebody is there, 422 names the field, 422 `no-recipient` if nobody would
 * be notified, 422 `not-needed` if the schedule has no such gap, 429 `quota-reached`.
 * @example await askForAssistance(connection, 'harford', { queue: 'harford', reason: 'forecast-gap', gap });
 */
export const askForAssistance = (
  connection: Connection,
  library: string | null,
  opening: AssistanceOpening,
  options?: RequestOptions,
): Promise<AssistanceRequest> =>
  library === null
    ? askAtSharedDesk(connection, opening, options)
    : askOfLibrary(connection, library, opening, options);

const previewOfLibrary = call<typeof assistanceApi.preview>('POST /v1/libraries/{library}/assistance/preview', {
  body: true,
  reply: ['calls', 'endsAt'],
});
const previewAtSharedDesk = call<typeof assistanceApi.previewShared>('POST /v1/assistance/preview', {
  body: true,
  reply: ['calls', 'endsAt'],
});

/**
 * Whom `askForAssistance` with the same opening would ask, and when, while nobody takes the request. Changes nothing.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 404 `unknown-library`,
 * 422 names the field, 422 `no-recipient`, 422 `not-needed`.
 * @example const { calls, already } = await previewAssistance(connection, 'harford', opening);
 */
export const previewAssistance = (
  connection: Connection,
  library: string | null,
  opening: AssistanceOpening,
  options?: RequestOptions,
): Promise<AssistancePlan> =>
  library === null
    ? previewAtSharedDesk(connection, opening, options)
    : previewOfLibrary(connection, library, opening, options);

/**
 * Takes a step with a request, as it was read at `move.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `not-yours` (`may` lists the session's own),
 * 404 `unknown-request`, 409 `stale-revision` where it has moved since, 409 `not-now`, 422 names the field.
 * @example await stepAssistance(connection, 7, { step: 'taken', revision: 2, taker: { library: 'carroll' } });
 */
export const stepAssistance = call<typeof assistanceApi.step>('POST /v1/assistance/{request}/steps', {
  body: true,
  reply: ['id', 'state', 'revision'],
});

/**
 * The desk's help button: it cannot keep up. One request for each library whose own desk this is, or one of its own for a
 * desk that libraries share.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a queue that is not the session's,
 * 403 `shared-desk` for a liaison at a desk that libraries share, 409 `already-open`, 422 `unused-desk`, 422 `no-recipient`,
 * 429 `quota-reached`.
 * @example const { requests } = await callForHelp(connection, 'harford', {});
 */
export const callForHelp = call<typeof assistanceApi.openSwamped>('POST /v1/queues/{queue}/swamped', {
  body: true,
  reply: ['requests'],
});
