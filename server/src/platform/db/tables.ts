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

/** What a table holds, about which people and for how long: docs/data-flow.md is made from it. */
export interface TableContents<Row> {
  /** What one row is. */
  row: string;
  /** Columns about people, and what they hold. Never a patron's. */
  people?: { readonly [Column in keyof Row]?: string };
  /** What ends a row. */
  kept: string;
  /** Files below server/src that delete its rows or drop its partitions. None: rows are not deleted by themselves. */
  deletedIn?: readonly string[];
}

export type Contents<T> = { readonly [Table in keyof T]: TableContents<T[Table]> };

export const contents: Contents<Pick<Tables, 'lease'>> = {
  lease: {
    row: 'which node does a piece of shared work now',
    kept: 'until the node releases it or ends; one row per kind of work',
    deletedIn: ['platform/db/lease.ts', 'platform/nodes/store.ts'],
  },
};
