import type { NewTrainingSession, Training } from '../contract/training.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * A library's training sessions with their sums by year, and its clicks in practice.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 `unknown-library`).
 * @example const { years } = await getTraining(connection, 'harford');
 */
export const getTraining = (connection: Connection, library: string, options?: RequestOptions): Promise<Training> =>
  request(
    connection,
    path`/v1/libraries/${library}/training`,
    readObject<Training>('sessions', 'years'),
    signedIn(options),
  );

/**
 * Writes a session down.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 names the field.
 * @example await addTrainingSession(connection, 'harford', { date: '2026-11-20', topic: 'policies', headcount: 6 });
 */
export const addTrainingSession = (
  connection: Connection,
  library: string,
  session: NewTrainingSession,
  options?: RequestOptions,
): Promise<Training> =>
  request(connection, path`/v1/libraries/${library}/training`, readObject<Training>('sessions', 'years'), {
    ...signedIn(options),
    method: 'POST',
    body: session,
  });

/**
 * Removes a session that was written down by mistake.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404).
 * @example await removeTrainingSession(connection, 'harford', session.id);
 */
export const removeTrainingSession = (
  connection: Connection,
  library: string,
  session: number,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/training/${session}`, readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * Asks the coordinator for a refresher, by a notice. Once a day at most.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`).
 * @example await requestRefresher(connection, 'harford');
 */
export const requestRefresher = (connection: Connection, library: string, options?: RequestOptions): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/refresher`, readNothing, { ...signedIn(options), method: 'POST' });
