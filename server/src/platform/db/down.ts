// In:    the error of opening the database, or of a full disk.
// Out:   a message that names the variable and what to check.
// Never: shows the password in DATABASE_URL.
import type { Config } from '../config.ts';
import { DataDirUnusableError } from './private-folder.ts';

/** The database cannot be opened. */
export class DatabaseDownError extends Error {
  override name = 'DatabaseDownError';
}

function placeOf(databaseUrl: string): string {
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `${hostname}:${port || '5432'}${pathname}`;
}

/** While a command or a start writes; a running server answers 503. */
export const whyFull = ({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>, error: unknown): Error =>
  databaseUrl === null
    ? new DataDirUnusableError(dataDir, Object.assign(new Error('disk full', { cause: error }), { code: 'ENOSPC' }))
    : new DatabaseDownError(
        `DATABASE_URL: there is no space left on the disk of the database at ${placeOf(databaseUrl)}. Free space there, and try again.`,
        { cause: error },
      );

export function whyDown(databaseUrl: string, error: unknown): DatabaseDownError {
  // A host with several addresses fails with one error for each.
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : (error as Error);
  return new DatabaseDownError(
    `DATABASE_URL: the database at ${placeOf(databaseUrl)} cannot be opened: ${first.message}\n` +
      'Is the server running, and may this user open this database?',
    { cause: error },
  );
}
