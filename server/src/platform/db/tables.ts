// Out:   `Tables`, the rows of the whole database, named as in SQL; the column types that several modules use.
// Never: names another module's table: server/src/schema.ts adds the rows that each module's tables.ts describes.
import type { ColumnType } from 'kysely';

/** A civil day `YYYY-MM-DD` in the zone of the library it belongs to. Read and written as text in both dialects. */
export type CivilDate = ColumnType<string, string, string>;
/** An instant. Read as Date in both dialects. */
export type Instant = ColumnType<Date, Date | string, Date | string>;

/** Leases: periodic work runs once, on any number of nodes. */
export interface LeaseTable {
  name: string;
  holder: string;
  expires_at: Instant;
}

export interface Tables {
  lease: LeaseTable;
}

/** What a module's columns hold that gives or helps access, for a backup's manifest. */
export type SecretColumns<T> = { readonly [Table in keyof T]?: { readonly [Column in keyof T[Table]]?: string } };
