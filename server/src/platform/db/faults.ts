// In:    what a query threw, however the dialect wrapped it.
// Out:   what it says of the database: away, busy, or the row that was named is gone.
// Never: what to do about it: http/faults.ts answers for every route, ingest/faults.ts for a group.
import { DatabaseBusyError } from './session-queue.ts';

/** SQLSTATE, or the system's code of a connection; looked for along the causes. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : undefined) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

/**
 * connection_exception, invalid_authorization_specification (a password that was changed), insufficient_resources,
 * operator_intervention (a server that stops, or starts), system_error. A canceled statement (57014) is not among them.
 */
const AWAY_CLASSES = /^(?:08|28|53|57P|58)/;
/** read_only_sql_transaction: a standby, or a server that protects a full disk; invalid_catalog_name: being restored. */
const AWAY_STATES = new Set(['25006', '3D000']);
/** Of a socket and of a name. Source: errno(3), getaddrinfo(3). */
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
/** What pg and its pool say by message alone: they lost a connection, or got none in time. */
const CONNECTION_MESSAGE =
  /^(?:Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;
/**
 * query_canceled (a limit), lock_not_available, serialization_failure, deadlock_detected,
 * idle_in_transaction_session_timeout, transaction_timeout.
 */
const BUSY_STATES = new Set(['57014', '55P03', '40001', '40P01', '25P03', '25P04']);
const FOREIGN_KEY_VIOLATION = '23503';

/** There is no database just now, or none that may be written: the same query is worth another try. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return AWAY_CLASSES.test(code) || AWAY_STATES.has(code) || CONNECTION_CODES.has(code);
  return error instanceof Error && CONNECTION_MESSAGE.test(error.message);
}

/** There is a database, and it had no time for this: a limit was reached, or two met. Worth another try, too. */
export const isBusy = (error: unknown): boolean =>
  error instanceof DatabaseBusyError || BUSY_STATES.has(codeOf(error) ?? '');

/** What the statement refers to by key is not there any more. */
export const isGone = (error: unknown): boolean => codeOf(error) === FOREIGN_KEY_VIOLATION;
