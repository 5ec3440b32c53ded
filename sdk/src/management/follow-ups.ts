import type {
  BegunFollowUpList,
  FollowUp,
  FollowUpFilter,
  FollowUpList,
  FollowUpsAdded,
  FollowUpStepRequest,
  NewFollowUp,
} from '../contract/follow-ups.js';
import { FOLLOW_UP_LIST_LIMIT, FOLLOW_UP_PART_ROWS_MAX, FOLLOW_UP_ROW_CHARS_MAX } from '../contract/limits.js';
import type { Problem } from '../contract/problem.js';
import { isProblemError, ProblemError } from '../errors.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/** What part of the follow-ups to list. */
export interface FollowUpQuery {
  /** Absent: every library of the account, and what the account has opened for others. */
  library?: string;
  /** Absent: open. */
  filter?: FollowUpFilter;
  offset?: number;
  /** Absent: 200, the most. */
  limit?: number;
}

/**
 * Follow-ups that the account may see, with how many were resolved within 72 hours.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 422: no library of yours).
 * @example const { followUps } = await getFollowUps(connection, { library: 'harford', filter: 'overdue' });
 */
export const getFollowUps = (
  connection: Connection,
  { library, filter = 'open', offset = 0, limit = FOLLOW_UP_LIST_LIMIT }: FollowUpQuery = {},
  options?: RequestOptions,
): Promise<FollowUpList> =>
  request(
    connection,
    library === undefined
      ? path`/v1/follow-ups?filter=${filter}&offset=${offset}&limit=${limit}`
      : path`/v1/follow-ups?library=${library}&filter=${filter}&offset=${offset}&limit=${limit}`,
    readObject<FollowUpList>('followUps'),
    signedIn(options),
  );

/**
 * Opens a follow-up for a library.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 409 `already-there` or `quota-reached`, 422 names the field.
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

/** A pasted list, and how far it is. */
export interface FollowUpPaste {
  library: string;
  /** One reference number a line, or CSV with a due date in the second column. */
  text: string;
  /** Called after each part. */
  onProgress?(rows: { read: number; total: number }): void;
}

/** A person repairs so many rows at a time. */
const MAX_NAMED = 20;

/**
 * Opens follow-ups of a pasted list: all of them, or none. It is sent in parts, which nobody sees before the last one;
 * `signal` cancels it until then, and leaves nothing added.
 * Errors: NetworkError (also: cancelled), ContractError, ProblemError: 401 `signed-out`, 404 (another list was begun
 * meanwhile), 409 `already-there` (somebody else has added some of them meanwhile), 422 names the rows, or the library is
 * not one of yours.
 * @example const { added } = await openFollowUps(connection, { library: 'harford', text: '2-4711\n2-4712' }, { signal });
 */
export async function openFollowUps(
  connection: Connection,
  { library, text, onProgress }: FollowUpPaste,
  options?: RequestOptions,
): Promise<FollowUpsAdded> {
  const lines = text.trimEnd().split(/\r\n|\n|\r/);
  const { id } = await request(connection, path`/v1/follow-ups/lists`, readObject<BegunFollowUpList>('id'), {
    ...signedIn(options),
    method: 'POST',
    body: { library },
  });
  let refused: Problem | undefined;
  try {
    for (let at = 0; at < lines.length && (refused?.errors?.length ?? 0) < MAX_NAMED; at += FOLLOW_UP_PART_ROWS_MAX) {
      const part = lines.slice(at, at + FOLLOW_UP_PART_ROWS_MAX);
      try {
        await request(connection, path`/v1/follow-ups/lists/${id}/rows`, readObject<FollowUpsAdded>('added'), {
          ...signedIn(options),
          method: 'POST',
          // A longer row is wrong with or without its rest, and the server names it.
          body: { firstRow: at + 1, text: part.map((row) => row.slice(0, FOLLOW_UP_ROW_CHARS_MAX)).join('\n') },
        });
      } catch (error) {
        // The parts after it are read, too, so that their wrong rows are named with it.
        if (!isProblemError(error) || error.problem.status !== 422) throw error;
        refused = { ...error.problem, errors: [...(refused?.errors ?? []), ...(error.problem.errors ?? [])] };
      }
      onProgress?.({ read: Math.min(at + FOLLOW_UP_PART_ROWS_MAX, lines.length), total: lines.length });
    }
    if (refused !== undefined) throw new ProblemError(refused);
    options?.signal?.throwIfAborted();
  } catch (error) {
    await request(connection, path`/v1/follow-ups/lists/${id}`, readNothing, { ...signedIn(), method: 'DELETE' }).catch(
      // Out of reach: the server discards it by itself.
      () => undefined,
    );
    throw error;
  }
  // Without the signal: once this is sent, nobody could say whether the list was added.
  return request(connection, path`/v1/follow-ups/lists/${id}/commit`, readObject<FollowUpsAdded>('added'), {
    ...signedIn(),
    method: 'POST',
  });
}

/**
 * Hands a follow-up over, resolves or withdraws it, or takes its end back.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404, 409 `changed-meanwhile`, `not-now` or
 * `quota-reached`, 422.
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
