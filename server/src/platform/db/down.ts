// In:    the error of opening the database.
// Out:   a message that names the variable and what to check.
// Never: shows the password in DATABASE_URL.

/** The database cannot be opened. */
export class DatabaseDownError extends Error {
  override name = 'DatabaseDownError';
}

export function whyDown(databaseUrl: string, error: unknown): DatabaseDownError {
  const { hostname, port, pathname } = new URL(databaseUrl);
  const place = `${hostname}:${port || '5432'}${pathname}`;
  // A host with several addresses fails with one error for each.
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : (error as Error);
  return new DatabaseDownError(
    `DATABASE_URL: the database at ${place} cannot be opened: ${first.message}\n` +
      'Is the server running, and may this user open this database?',
    { cause: error },
  );
}
