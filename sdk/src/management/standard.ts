import type {
  BeforeAfter,
  LibraryNoteList,
  NewLibraryNote,
  RuleWorthList,
  ScoreHistory,
} from '../contract/score-history.js';
import type {
  LibraryScore,
  StandardChange,
  StandardPreview,
  StandardPreviewAsk,
  ShownStatement,
  StandardView,
  StatementChange,
} from '../contract/standard.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

/**
 * The visibility standard in force: every rule with its weight and its source.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { rules, revision } = await getStandard(connection);
 */
export const getStandard = (connection: Connection, options?: RequestOptions): Promise<StandardView> =>
  request(connection, path`/v1/standard`, readObject<StandardView>('standard', 'rules'), signedIn(options));

/**
 * Changes the visibility standard, as it was read at `change.revision`.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 409 `stale-revision` if another
 * person changed it since, 422 `invalid-standard` names the field.
 * @example await changeStandard(connection, { standard: { disabled: ['vendor-databases'], weights: {}, rules: [] }, revision });
 */
export const changeStandard = (
  connection: Connection,
  change: StandardChange,
  options?: RequestOptions,
): Promise<StandardView> =>
  request(connection, path`/v1/standard`, readObject<StandardView>('standard', 'rules'), {
    ...signedIn(options),
    method: 'PUT',
    body: change,
  });

/**
 * What a change of the standard would do to every score. Nothing is written.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 403 `coordinator-only`, 422 `invalid-standard` names the
 * field.
 * @example const { changed, libraries } = await previewStandard(connection, { standard });
 */
export const previewStandard = (
  connection: Connection,
  ask: StandardPreviewAsk,
  options?: RequestOptions,
): Promise<StandardPreview> =>
  request(connection, path`/v1/standard/preview`, readObject<StandardPreview>('libraries'), {
    ...signedIn(options),
    method: 'POST',
    body: ask,
  });

/**
 * A library's score by the visibility standard, with each rule's result, evidence and next step.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { score, rules } = await getScore(connection, 'harford');
 */
export const getScore = (connection: Connection, library: string, options?: RequestOptions): Promise<LibraryScore> =>
  request(
    connection,
    path`/v1/libraries/${library}/score`,
    readObject<LibraryScore>('score', 'rules'),
    signedIn(options),
  );

/**
 * States whether a rule is met at a library. It counts for a year from its date.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 for a library or rule that cannot be stated,
 * 409 `stale-revision` where somebody else has changed the statement since it was read, 422 `invalid-statement` names the field.
 * @example
 * const { rules } = await getScore(connection, 'harford');
 * const replaces = rules.find(({ rule }) => rule === 'reviewed')?.statement ?? null;
 * await stateRule(connection, 'harford', 'reviewed', { verdict: 'met', date: '2026-10-05', replaces });
 */
export const stateRule = (
  connection: Connection,
  library: string,
  rule: string,
  statement: StatementChange,
  options?: RequestOptions,
): Promise<LibraryScore> =>
  request(connection, path`/v1/libraries/${library}/statements/${rule}`, readObject<LibraryScore>('score', 'rules'), {
    ...signedIn(options),
    method: 'PUT',
    body: statement,
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
export const withdrawStatement = (
  connection: Connection,
  library: string,
  rule: string,
  { verdict, date }: ShownStatement,
  options?: RequestOptions,
): Promise<LibraryScore> => {
  const address = path`/v1/libraries/${library}/statements/${rule}` + toQuery({ verdict, date });
  return request(connection, address, readObject<LibraryScore>('score', 'rules'), {
    ...signedIn(options),
    method: 'DELETE',
  });
};

/**
 * A library's score by day, earliest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { days } = await getScoreHistory(connection, 'harford');
 */
export const getScoreHistory = (
  connection: Connection,
  library: string,
  options?: RequestOptions,
): Promise<ScoreHistory> =>
  request(connection, path`/v1/libraries/${library}/scores`, readObject<ScoreHistory>('days'), signedIn(options));

/**
 * A library's dated notes, earliest first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { notes } = await getNotes(connection, 'harford');
 */
export const getNotes = (connection: Connection, library: string, options?: RequestOptions): Promise<LibraryNoteList> =>
  request(connection, path`/v1/libraries/${library}/notes`, readObject<LibraryNoteList>('notes'), signedIn(options));

/**
 * Notes something about a day of a library.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 409 `quota-reached`, 422
 * `invalid-request` names the field.
 * @example await addNote(connection, 'harford', { date: '2026-10-05', text: 'New home page' });
 */
export const addNote = (
  connection: Connection,
  library: string,
  note: NewLibraryNote,
  options?: RequestOptions,
): Promise<LibraryNoteList> =>
  request(connection, path`/v1/libraries/${library}/notes`, readObject<LibraryNoteList>('notes'), {
    ...signedIn(options),
    method: 'POST',
    body: note,
  });

/**
 * Removes a note.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 for a library or note that does not exist), ContractError.
 * @example await removeNote(connection, 'harford', 12);
 */
export const removeNote = (
  connection: Connection,
  library: string,
  note: number,
  options?: RequestOptions,
): Promise<LibraryNoteList> =>
  request(connection, path`/v1/libraries/${library}/notes/${note}`, readObject<LibraryNoteList>('notes'), {
    ...signedIn(options),
    method: 'DELETE',
  });

/**
 * A library's clicks per open day in the four weeks before a day and the four after it, against other libraries in the same weeks.
 * Errors: NetworkError, ContractError, ProblemError: 401 `signed-out`, 404 `unknown-library`, 422 `invalid-request` names the field.
 * @example const { ratio, low, high, verdict } = await getBeforeAfter(connection, 'harford', '2026-10-05');
 */
export const getBeforeAfter = (
  connection: Connection,
  library: string,
  date: string,
  options?: RequestOptions,
): Promise<BeforeAfter> =>
  request(
    connection,
    path`/v1/libraries/${library}/before-after?date=${date}`,
    readObject<BeforeAfter>('before', 'after'),
    signedIn(options),
  );

/**
 * What meeting each rule is worth, in clicks per library and open day. Counted at most once an hour.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `staff-only`), ContractError.
 * @example const { rules } = await getRuleWorth(connection);
 */
export const getRuleWorth = (connection: Connection, options?: RequestOptions): Promise<RuleWorthList> =>
  request(connection, path`/v1/standard/worth`, readObject<RuleWorthList>('at', 'rules'), signedIn(options));
