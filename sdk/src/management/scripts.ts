import type { Script, ScriptChange, ScriptList } from '../contract/scripts.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readScript = readObject<Script>('id', 'text');
/** `library` null: the cooperative's scripts, which the coordinator alone changes. */
const scriptsPath = (library: string | null) =>
  library === null ? path`/v1/scripts` : path`/v1/libraries/${library}/scripts`;
const scriptPath = (library: string | null, id: number) =>
  library === null ? path`/v1/scripts/${id}` : path`/v1/libraries/${library}/scripts/${id}`;

/**
 * The scripts of a library and of the cooperative, by name.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { scripts } = await getScripts(connection, 'harford');
 */
export const getScripts = (connection: Connection, library: string, options?: RequestOptions): Promise<ScriptList> =>
  request(connection, path`/v1/libraries/${library}/scripts`, readObject<ScriptList>('scripts'), signedIn(options));

/**
 * Adds a script; `library` null: for all libraries, which only the coordinator may do.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `name-taken` or `quota-reached`, 422 names the field.
 * @example await addScript(connection, 'harford', { name: 'Greeting', text: 'Hello!', topic: null, language: null, revision: 0 });
 */
export const addScript = (
  connection: Connection,
  library: string | null,
  script: ScriptChange,
  options?: RequestOptions,
): Promise<Script> =>
  request(connection, scriptsPath(library), readScript, { ...signedIn(options), method: 'POST', body: script });

/**
 * Changes a script.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `stale-revision`: somebody else has changed it
 * since, 409 `name-taken`; 422 names the field.
 * @example await changeScript(connection, 'harford', script.id, { ...script, text: 'Hello there!' });
 */
export const changeScript = (
  connection: Connection,
  library: string | null,
  id: number,
  script: ScriptChange,
  options?: RequestOptions,
): Promise<Script> =>
  request(connection, scriptPath(library, id), readScript, { ...signedIn(options), method: 'PUT', body: script });

/**
 * Removes a script.
 * Errors: NetworkError, ProblemError: 401, 403, 404, 409 `stale-revision`: somebody else has changed it since.
 * @example await removeScript(connection, 'harford', script);
 */
export const removeScript = (
  connection: Connection,
  library: string | null,
  { id, revision }: Pick<Script, 'id' | 'revision'>,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, scriptPath(library, id) + toQuery({ revision }), readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });
