import { call } from '../call.js';
import type { ScriptChange, scriptsApi, sharedScriptsApi } from '../contract/scripts.js';
import type { Connection, RequestOptions } from '../request.js';

const SCRIPT = { body: true, reply: ['id', 'text'] } as const;
const ofLibrary = {
  add: call<typeof scriptsApi.add>('POST /v1/libraries/{library}/scripts', SCRIPT),
  change: call<typeof scriptsApi.change>('PUT /v1/libraries/{library}/scripts/{script}', SCRIPT),
  remove: call<typeof scriptsApi.remove>('DELETE /v1/libraries/{library}/scripts/{script}', { query: ['revision'] }),
};
const ofAll = {
  add: call<typeof sharedScriptsApi.add>('POST /v1/scripts', SCRIPT),
  change: call<typeof sharedScriptsApi.change>('PUT /v1/scripts/{script}', SCRIPT),
  remove: call<typeof sharedScriptsApi.remove>('DELETE /v1/scripts/{script}', { query: ['revision'] }),
};

/**
 * The scripts of a library and of the cooperative, by name.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { scripts } = await getScripts(connection, 'harford');
 */
export const getScripts = call<typeof scriptsApi.list>('GET /v1/libraries/{library}/scripts', { reply: ['scripts'] });

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
) => (library === null ? ofAll.add(connection, script, options) : ofLibrary.add(connection, library, script, options));

/**
 * Changes a script.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `stale-revision`: somebody else has changed it
 * since, 409 `name-taken`; 422 names the field.
 * @example await changeScript(connection, 'harford', script.id, { name, text: 'Hello there!', topic, language, revision });
 */
export const changeScript = (
  connection: Connection,
  library: string | null,
  id: number,
  script: ScriptChange,
  options?: RequestOptions,
) =>
  library === null
    ? ofAll.change(connection, id, script, options)
    : ofLibrary.change(connection, library, id, script, options);

/**
 * Removes a script.
 * Errors: NetworkError, ProblemError: 401, 403, 404, 409 `stale-revision`: somebody else has changed it since.
 * @example await removeScript(connection, 'harford', script.id, script);
 */
export const removeScript = (
  connection: Connection,
  library: string | null,
  id: number,
  shown: { revision: number },
  options?: RequestOptions,
) =>
  library === null
    ? ofAll.remove(connection, id, shown, options)
    : ofLibrary.remove(connection, library, id, shown, options);
