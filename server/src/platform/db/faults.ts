// In:    the error of a query, in any dialect's wrapper.
// Out:   whether the database is unreachable or busy, a referenced row is gone, or the disk is full.
// Never: decides how to respond: http/faults.ts does for every route, ingest/faults.ts for a batch group.
import { DatabaseBusyError } from './session-queue.ts';

/** SQLSTATE or the system's error code, searched along the chain of causes. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : undefined) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

/**
 * connection_exception, invalid_authorization_specification (a changed password), insufficient_resources,
 * operator_intervention (a server that stops or starts), system_error. A canceled statement (57014) is not included.
 */
const AWAY_CLASSES = /^(?:08|28|53|57P|58)/;
/** read_only_sql_transaction: a standby, or a server that protects a full disk; invalid_catalog_name: being restored. */
const AWAY_STATES = new Set(['25006', '3D000']);
/** Errors of sockets and of name resolution. Source: errno(3), getaddrinfo(3). */
const CONNECTION_CODES = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Errors that pg and its pool report by message only: a lost connection, or none in time. */
const CONNECTION_MESSAGE =
  /^(?:Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;
/**
 * query_canceled (a limit), lock_not_available, serialization_failure, deadlock_detected,
 * idle_in_transaction_session_timeout, transaction_timeout.
 */
const BUSY_STATES = new Set(['57014', '55P03', '40001', '40P01', '25P03', '25P04']);
const FOREIGN_KEY_VIOLATION = '23503';
const DISK_FULL = '53100';

/** The database is unreachable or read-only now: a retry of the same query can succeed. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return AWAY_CLASSES.test(code) || AWAY_STATES.has(code) || CONNECTION_CODES.has(code);
  return error instanceof Error && CONNECTION_MESSAGE.test(error.message);
}

/** The database is reachable but had no time for this query: a limit or a conflict. A retry can succeed. */
export const isBusy = (error: unknown): boolean =>
  error instanceof DatabaseBusyError || BUSY_STATES.has(codeOf(error) ?? '');

/** The row that a foreign key references no longer exists. */
export const isGone = (error: unknown): boolean => codeOf(error) === FOREIGN_KEY_VIOLATION;

/** The disk of the database has no space left. */
export const isFull = (error: unknown): boolean => codeOf(error) === DISK_FULL;
