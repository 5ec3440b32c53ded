import { call } from '../call.js';
import type { tasksApi } from '../contract/tasks.js';

/**
 * What waits for the signed-in account, in order of harm, each with the page where it is done.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { tasks, checkedAt } = await getTasks(connection);
 */
export const getTasks = call<typeof tasksApi.list>('GET /v1/tasks', { reply: ['tasks', 'checked'] });
