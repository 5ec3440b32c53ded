import { call } from '../call.js';
import type { alertsApi } from '../contract/alerts.js';

/**
 * What those who answer a library's patrons should know now, the first to end first.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 404 `unknown-library`), ContractError.
 * @example const { alerts } = await getAlerts(connection, 'harford');
 */
export const getAlerts = call<typeof alertsApi.list>('GET /v1/libraries/{library}/alerts', { reply: ['alerts'] });

/**
 * The alerts of all libraries, by the name of the library.
 * Errors: NetworkError, ProblemError (401 `signed-out`), ContractError.
 * @example const { alerts } = await getAllAlerts(connection);
 */
export const getAllAlerts = call<typeof alertsApi.listAll>('GET /v1/alerts', { reply: ['alerts'] });

/**
 * Adds an alert. It ends by itself, and patrons never see it.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404, 409 `quota-reached`, 422 names the field.
 * @example await addAlert(connection, 'harford', { text: 'The printers are down.', until: '2026-11-27T22:00:00Z', revision: 0 });
 */
export const addAlert = call<typeof alertsApi.add>('POST /v1/libraries/{library}/alerts', {
  body: true,
  reply: ['id', 'text', 'until'],
});

/**
 * Changes an alert.
 * Errors: NetworkError, ContractError, ProblemError: 401, 403, 404: it has ended, 409 `stale-revision`: somebody else has
 * changed it since; 422 names the field.
 * @example await changeAlert(connection, 'harford', alert.id, { ...alert, text: 'Two printers are down.' });
 */
export const changeAlert = call<typeof alertsApi.change>('PUT /v1/libraries/{library}/alerts/{alert}', {
  body: true,
  reply: ['id', 'text', 'until'],
});

/**
 * Ends an alert now.
 * Errors: NetworkError, ProblemError: 401, 403, 404: it has ended already, 409 `stale-revision`: somebody else has changed
 * it since.
 * @example await endAlert(connection, 'harford', alert.id, alert);
 */
export const endAlert = call<typeof alertsApi.end>('DELETE /v1/libraries/{library}/alerts/{alert}', {
  query: ['revision'],
});
