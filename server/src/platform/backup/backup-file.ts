// Out:   the parts of a backup's file, and the errors of one that cannot be used.
// Never: opens a file or a database.
//
// The file is gzip of lines: the manifest; for each table a line that names it, its rows as JSON arrays of text, and a line
// with their number and SHA-256; a last line with the SHA-256 of every line before it.

/** Raised when an older program could not read the file. */
export const FORMAT = 1;
/** The first bytes of each backup. */
export const HEAD = '{"askusnowBackup":';

/** A partition by a range of days: `from` is in it, `to` is not. */
export interface Partition {
  name: string;
  from: string;
  to: string;
}

export interface TableShape {
  name: string;
  /** The type in SQL's words. Columns that the database computes are left out. */
  columns: { name: string; type: string }[];
  partitions: Partition[];
}

/** What is worth protecting, by table and column. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Manifest {
  askusnowBackup: typeof FORMAT;
  /** The version of askusnow that made it. */
  version: string;
  /** An instant in ISO 8601. */
  madeAt: string;
  engine: 'pglite' | 'postgres';
  /** The version of the time zone data. */
  tz: string;
  /** The names of those applied, in order. */
  migrations: string[];
  secrets: Secrets;
  tables: TableShape[];
}

/** The next value of a column that numbers rows by itself. */
export interface Sequence {
  column: string;
  value: string;
  /** False: `value` is the next one. */
  isCalled: boolean;
}

export interface TableStart {
  table: string;
}
export interface TableEnd {
  endOfTable: string;
  rows: number;
  sha256: string;
  sequences: Sequence[];
}
export interface End {
  endOfBackup: true;
  rows: number;
  sha256: string;
}

/** What is said about a backup to a person. */
export interface BackupSummary {
  file: string;
  version: string;
  madeAt: string;
  engine: Manifest['engine'];
  migration: string;
  tables: number;
  rows: number;
  secrets: Secrets;
}

/** The file cannot be restored, and why. */
export class BackupUnusableError extends Error {
  override name = 'BackupUnusableError';
  constructor(file: string, fault: string) {
    super(`${file}: ${fault}`);
  }
}

/** No file can be written there, or there is nothing to write. */
export class BackupUnwritableError extends Error {
  override name = 'BackupUnwritableError';
}
