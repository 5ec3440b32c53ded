import { call } from '../call.js';
import type { historyApi } from '../contract/score-history.js';
import type { standardApi } from '../contract/standard.js';

/**
 * The visibility standard in force: every rule with its weight and its source.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { rules, revision } = await getStandard(connection);
 */
export const getStandard = call<typeof standardApi.get>('GET /v1/standard', { reply: ['standard', 'rules'] });

/**
 * Changes the visibility standard, as it was read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision` if another
 * person changed it since, 422 `invalid-standard` names the field.
 * @example await changeStandard(connection, { standard: { disabled: ['vendor-databases'], weights: {}, rules: [] }, revision });
 */
export const changeStandard = call<typeof standardApi.change>('PUT /v1/standard', {
  body: true,
  reply: ['standard', 'rules'],
});

/**
 * What a change of the standard would do to every score. Nothing is written.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-standard` names the
 * field.
 * @example const { changed, libraries } = await previewStandard(connection, { standard });
 */
export const previewStandard = call<typeof standardApi.preview>('POST /v1/standard/preview', {
  body: true,
  reply: ['libraries'],
});

/**
 * A library's score by the visibility standard, with each rule's result, evidence and next step.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { score, rules } = await getScore(connection, 'harford');
 */
export const getScore = call<typeof standardApi.score>('GET /v1/libraries/{library}/score', {
  reply: ['score', 'rules'],
});

/**
 * States whether a rule is met at a library. It counts for a year from its date.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library or rule that cannot be stated,
 * 409 `stale-revision` where somebody else has changed the statement since it was read, 422 `invalid-statement` names the field.
 * @example
 * const { rules } = await getScore(connection, 'harford');
 * const revision = rules.find(({ rule }) => rule === 'reviewed')?.statement?.revision ?? 0;
 * await stateRule(connection, 'harford', 'reviewed', { verdict: 'met', date: '2026-10-05', revision });
 */
export const stateRule = call<typeof standardApi.state>('PUT /v1/libraries/{library}/statements/{rule}', {
  body: true,
  reply: ['score', 'rules'],
});

/**
 * Withdraws what was stated of a rule. It may have been withdrawn already.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `stale-revision` where
 * somebody else has changed the statement since it was read.
 * @example
 * const { rules } = await getScore(connection, 'harford');
 * const statement = rules.find(({ rule }) => rule === 'reviewed')?.statement;
 * if (statement) await withdrawStatement(connection, 'harford', 'reviewed', statement);
 */
export const withdrawStatement = call<typeof standardApi.withdraw>('DELETE /v1/libraries/{library}/statements/{rule}', {
  query: ['revision'],
  reply: ['score', 'rules'],
});

/**
 * A library's score by day, earliest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { days } = await getScoreHistory(connection, 'harford');
 */
export const getScoreHistory = call<typeof historyApi.scores>('GET /v1/libraries/{library}/scores', {
  reply: ['days'],
});

/**
 * A library's dated notes, earliest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { notes } = await getNotes(connection, 'harford');
 */
export const getNotes = call<typeof historyApi.notes>('GET /v1/libraries/{library}/notes', { reply: ['notes'] });

/**
 * Notes something about a day of a library.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`, 422
 * `invalid-request` names the field.
 * @example await addNote(connection, 'harford', { date: '2026-10-05', text: 'New home page' });
 */
export const addNote = call<typeof historyApi.addNote>('POST /v1/libraries/{library}/notes', {
  body: true,
  reply: ['notes'],
});

/**
 * Removes a note.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a library or note that does not exist), ContractError.
 * @example await removeNote(connection, 'harford', 12);
 */
export const removeNote = call<typeof historyApi.removeNote>('DELETE /v1/libraries/{library}/notes/{note}', {
  reply: ['notes'],
});

/**
 * A library's clicks per open day in the four weeks before a day and the four after it, against other libraries in the same weeks.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` names the field.
 * @example const { ratio, low, high, verdict } = await getBeforeAfter(connection, 'harford', { date: '2026-10-05' });
 */
export const getBeforeAfter = call<typeof historyApi.beforeAfter>('GET /v1/libraries/{library}/before-after', {
  query: ['date'],
  reply: ['before', 'after'],
});

/**
 * What meeting each rule is worth, in clicks per library and open day. Counted at most once an hour.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { rules } = await getRuleWorth(connection);
 */
export const getRuleWorth = call<typeof historyApi.worth>('GET /v1/standard/worth', { reply: ['at', 'rules'] });
