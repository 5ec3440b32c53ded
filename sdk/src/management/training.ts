import { call } from '../call.js';
import type { trainingApi } from '../contract/training.js';

/**
 * A library's training sessions with their sums by year, and its practice clicks.
 * Errors: NetworkError, ContractError, ProblemError (401 `signed-out`, 404 `unknown-library`).
 * @example const { years } = await getTraining(connection, 'harford');
 */
export const getTraining = call<typeof trainingApi.get>('GET /v1/libraries/{library}/training', {
  reply: ['sessions', 'years'],
});

/**
 * Writes a session down.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 names the field.
 * @example await addTrainingSession(connection, 'harford', { date: '2026-11-20', topic: 'policies', headcount: 6 });
 */
export const addTrainingSession = call<typeof trainingApi.add>('POST /v1/libraries/{library}/training', {
  body: true,
  reply: ['sessions', 'years'],
});

/**
 * Removes a session that was written down by mistake.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404).
 * @example await removeTrainingSession(connection, 'harford', session.id);
 */
export const removeTrainingSession = call<typeof trainingApi.remove>(
  'DELETE /v1/libraries/{library}/training/{training}',
);

/**
 * Asks the coordinator for training, by a notice: of new staff, of the whole team, or a refresher. Each once a day at most.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`, 422 names the field).
 * @example await requestRefresher(connection, 'harford', { kind: 'new-staff', on: '2026-11-30' });
 */
export const requestRefresher = call<typeof trainingApi.requestRefresher>('POST /v1/libraries/{library}/refresher', {
  query: ['kind', 'on'],
});
