// In:    what a query threw, however the dialect wrapped it.
// Out:   what it says of the database: away, or the row that was named is gone.
// Never: what to do about it: each door and each writer has a policy of its own.

/** SQLSTATE, or the system's code of a connection; looked for along the causes. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : undefined) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}

/** connection_exception, insufficient_resources, operator_intervention (a server that stops, or starts). */
const AWAY_CLASSES = /^(?:08|53|57P)/;
const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT']);
/** The one thing that pg and its pool say by message alone: they lost a connection, or got none in time. */
const CONNECTION_MESSAGE =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;
const FOREIGN_KEY_VIOLATION = '23503';

/** There is no database just now: the same query is worth another try. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return AWAY_CLASSES.test(code) || CONNECTION_CODES.has(code);
  return error instanceof Error && CONNECTION_MESSAGE.test(error.message);
}

/** What the statement refers to by key is not there any more. */
export const isGone = (error: unknown): boolean => codeOf(error) === FOREIGN_KEY_VIOLATION;
