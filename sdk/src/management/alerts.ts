import type { Alert, AlertChange, AlertList } from '../contract/alerts.js';
import { path } from '../path.js';
import { type Connection, readNothing, readObject, request, type RequestOptions } from '../request.js';
import { toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

const readAlert = readObject<Alert>('id', 'text', 'until');
const readAlerts = readObject<AlertList>('alerts');

/**
 * What those who answer a library's patrons should know now, the first to end first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { alerts } = await getAlerts(connection, 'harford');
 */
export const getAlerts = (connection: Connection, library: string, options?: RequestOptions): Promise<AlertList> =>
  request(connection, path`/v1/libraries/${library}/alerts`, readAlerts, signedIn(options));

/**
 * The alerts of all libraries, by the name of the library.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { alerts } = await getAllAlerts(connection);
 */
export const getAllAlerts = (connection: Connection, options?: RequestOptions): Promise<AlertList> =>
  request(connection, path`/v1/alerts`, readAlerts, signedIn(options));

/**
 * Adds an alert. It ends by itself, and patrons never see it.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `quota-reached`, 422 names the field.
 * @example await addAlert(connection, 'harford', { text: 'The printers are down.', until: '2026-11-27T22:00:00Z', revision: 0 });
 */
export const addAlert = (
  connection: Connection,
  library: string,
  alert: AlertChange,
  options?: RequestOptions,
): Promise<Alert> =>
  request(connection, path`/v1/libraries/${library}/alerts`, readAlert, {
    ...signedIn(options),
    method: 'POST',
    body: alert,
  });

/**
 * Changes an alert.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404: it has ended, 409 `stale-revision`: somebody else has
 * changed it since; 422 names the field.
 * @example await changeAlert(connection, 'harford', alert.id, { ...alert, text: 'Two printers are down.' });
 */
export const changeAlert = (
  connection: Connection,
  library: string,
  id: number,
  alert: AlertChange,
  options?: RequestOptions,
): Promise<Alert> =>
  request(connection, path`/v1/libraries/${library}/alerts/${id}`, readAlert, {
    ...signedIn(options),
    method: 'PUT',
    body: alert,
  });

/**
 * Ends an alert now.
 * Errors: NetworkError, ProblemError: 401, 403, 404: it has ended already, 409 `stale-revision`: somebody else has changed
 * it since.
 * @example await endAlert(connection, 'harford', alert);
 */
export const endAlert = (
  connection: Connection,
  library: string,
  { id, revision }: Pick<Alert, 'id' | 'revision'>,
  options?: RequestOptions,
): Promise<void> =>
  request(connection, path`/v1/libraries/${library}/alerts/${id}` + toQuery({ revision }), readNothing, {
    ...signedIn(options),
    method: 'DELETE',
  });
