import type { TaskList } from '../contract/tasks.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { signedIn } from './signed-in.js';

/**
 * What waits for the signed-in account, in order of harm, each with the page where it is done.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { tasks, checkedAt } = await getTasks(connection);
 */
export const getTasks = (connection: Connection, options?: RequestOptions): Promise<TaskList> =>
  request(connection, path`/v1/tasks`, readObject<TaskList>('tasks', 'checked'), signedIn(options));
