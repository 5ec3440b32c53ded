// Out:   `Tables`, the rows of the whole database, named as in SQL; `ModuleTables`; the column types that several modules use.
// Never: names a module's table: its tables.ts adds the rows.
import type { ColumnType, Kysely } from 'kysely';

/** A civil day `YYYY-MM-DD` in the zone of the library it belongs to. Read and written as text in both dialects. */
export type CivilDate = ColumnType<string, string, string>;
/** An instant. Read as Date in both dialects. */
export type Instant = ColumnType<Date, Date | string, Date | string>;

// oxlint-disable-next-line typescript/no-empty-object-type -- each module adds its tables
export interface Tables {}

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

/** By name, in order: the steps of each: SQL, or what SQL alone cannot do. */
export type Migrations = Readonly<Record<string, readonly Step[]>>;
export type Step = string | ((trx: Kysely<Tables>) => Promise<void>);

/** What a module brings to the database: server/src/schema.ts has the list of them. */
export interface ModuleTables {
  /** Its part of each migration. */
  migrations: Migrations;
  /** What columns hold that gives or helps access, for a backup's manifest. */
  secretColumns?: { readonly [Table in keyof Tables]?: { readonly [Column in keyof Tables[Table]]?: string } };
  contents: { readonly [Table in keyof Tables]?: TableContents<Tables[Table]> };
}
