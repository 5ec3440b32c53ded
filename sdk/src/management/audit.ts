import { call } from '../call.js';
import type { auditApi, AuditFilter } from '../contract/audit.js';
import { path } from '../path.js';
import type { Connection } from '../request.js';
import { toQuery } from './page-query.js';

/**
 * The audit log, newest first, a page of it.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { entries, total } = await getAudit(connection, { kind: 'queue', limit: 50 });
 */
export const getAudit = call<typeof auditApi.list>('GET /v1/audit', {
  query: ['q', 'limit', 'offset', 'account', 'kind', 'library', 'signIns', 'since', 'until'],
  reply: ['entries', 'total'],
});

/**
 * The accounts that have entries in the audit log, by label.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { people } = await getAuditPeople(connection);
 */
export const getAuditPeople = call<typeof auditApi.people>('GET /v1/audit/people', { reply: ['people'] });

/**
 * Address of the audit entries as CSV, oldest first, all of them, for a link.
 * Errors: none.
 * @example link.href = toAuditCsvUrl(connection, { account: 7 });
 */
export const toAuditCsvUrl = ({ endpoint }: Connection, filter: AuditFilter = {}): string =>
  endpoint + path`/v1/audit.csv` + toQuery(filter);

/**
 * Address of the audit entries as JSON, oldest first, all of them, for a link.
 * Errors: none.
 * @example link.href = toAuditJsonUrl(connection, { since: '2026-01-01T00:00:00Z' });
 */
export const toAuditJsonUrl = ({ endpoint }: Connection, filter: AuditFilter = {}): string =>
  endpoint + path`/v1/audit.json` + toQuery(filter);
