import type { AuditKind, AuditLog, AuditPeople } from '../contract/audit.js';
import { path } from '../path.js';
import { type Connection, readObject, request, type RequestOptions } from '../request.js';
import { type PageQuery, toQuery } from './page-query.js';
import { signedIn } from './signed-in.js';

/** Which entries of the audit log. */
export interface AuditFilter {
  /** Words; each must be in the action, the note, the author, or the name of what was changed. Default: all. */
  q?: string;
  /** The number of an account; see {@link getAuditPeople}. */
  account?: number;
  /** What the entries are about. */
  kind?: AuditKind;
  /** The id of a library: entries about it, or about a desk of its own. */
  library?: string;
  /** The first instant. Shape: ISO 8601 in UTC. */
  since?: string;
  /** The instant after the last. Shape: ISO 8601 in UTC. */
  until?: string;
}

/**
 * The audit log, newest first, a page of it.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { entries, total } = await getAudit(connection, { kind: 'queue', limit: 50 });
 */
export const getAudit = (
  connection: Connection,
  query: AuditFilter & PageQuery = {},
  options?: RequestOptions,
): Promise<AuditLog> =>
  request(connection, path`/v1/audit` + toQuery(query), readObject<AuditLog>('entries', 'total'), signedIn(options));

/**
 * The accounts that have entries in the audit log, by label.
 * Errors: NetworkError, ProblemError (401 `signed-out`, 403 `coordinator-only`), ContractError.
 * @example const { people } = await getAuditPeople(connection);
 */
export const getAuditPeople = (connection: Connection, options?: RequestOptions): Promise<AuditPeople> =>
  request(connection, path`/v1/audit/people`, readObject<AuditPeople>('people'), signedIn(options));

/**
 * Address of the same entries as CSV, oldest first, all of them, for a link.
 * Errors: none.
 * @example link.href = toAuditCsvUrl(connection, { account: 7 });
 */
export const toAuditCsvUrl = ({ endpoint }: Connection, filter: AuditFilter = {}): string =>
  endpoint + path`/v1/audit.csv` + toQuery(filter);

/**
 * Address of the same entries as JSON, oldest first, all of them, for a link.
 * Errors: none.
 * @example link.href = toAuditJsonUrl(connection, { since: '2026-01-01T00:00:00Z' });
 */
export const toAuditJsonUrl = ({ endpoint }: Connection, filter: AuditFilter = {}): string =>
  endpoint + path`/v1/audit.json` + toQuery(filter);
