import type {
  FollowUp,
  FollowUpFilter,
  FollowUpList,
  FollowUpsAdded,
  FollowUpStepRequest,
  NewFollowUp,
  NewFollowUpList,
} from '../contract/follow-ups.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/** What part of the follow-ups to list. */
export interface FollowUpQuery {
  /** Absent: every library of the account, and what the account has opened for others. */
  library?: string;
  /** Absent: open. */
  filter?: FollowUpFilter;
  offset?: number;
}

/**
 * Follow-ups that the account may see, with how many were resolved within 72 hours.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422: no library of yours).
 * @example const { followUps } = await getFollowUps(connection, { library: 'harford', filter: 'overdue' });
 */
export const getFollowUps = (
  connection: Connection,
  { library, filter = 'open', offset = 0 }: FollowUpQuery = {},
  options?: RequestOptions,
): Promise<FollowUpList> =>
  request(
    connection,
    library === undefined
      ? path`/v1/follow-ups?filter=${filter}&offset=${offset}`
      : path`/v1/follow-ups?library=${library}&filter=${filter}&offset=${offset}`,
    readObject<FollowUpList>('followUps'),
    signedIn(options),
  );

/**
 * Opens a follow-up for a library.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `already-there`, 422 names the field.
 * @example await openFollowUp(connection, { library: 'harford', reference: '2-4711' });
 */
export const openFollowUp = (
  connection: Connection,
  followUp: NewFollowUp,
  options?: RequestOptions,
): Promise<FollowUp> =>
  request(connection, path`/v1/follow-ups`, readObject<FollowUp>('id', 'history'), {
    ...signedIn(options),
    method: 'POST',
    body: followUp,
  });

/**
 * Opens follow-ups of a pasted list: all of them, or none.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 422 names the rows.
 * @example const { added } = await openFollowUps(connection, { library: 'harford', text: '2-4711\n2-4712' });
 */
export const openFollowUps = (
  connection: Connection,
  list: NewFollowUpList,
  options?: RequestOptions,
): Promise<FollowUpsAdded> =>
  request(connection, path`/v1/follow-ups/list`, readObject<FollowUpsAdded>('added'), {
    ...signedIn(options),
    method: 'POST',
    body: list,
  });

/**
 * Hands a follow-up over, resolves or withdraws it, or takes its end back.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `changed-meanwhile` or `not-now`, 422.
 * @example await stepFollowUp(connection, id, { step: 'resolve', version, resolution: 'answered' });
 */
export const stepFollowUp = (
  connection: Connection,
  id: number,
  step: FollowUpStepRequest,
  options?: RequestOptions,
): Promise<FollowUp> =>
  request(connection, path`/v1/follow-ups/${id}/steps`, readObject<FollowUp>('id', 'history'), {
    ...signedIn(options),
    method: 'POST',
    body: step,
  });
