// In:    a database of ours.
// Out:   what its own rules no longer hold for: references, next numbers, indexes, constraints.
// Never: trusts that a rule holds because it is declared: files may have been damaged, or rows written while rules were off.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { loadSequences } from './catalog-store.ts';

type Db = Kysely<Tables>;

export type IntegrityFault =
  /** Rows whose parent is missing. */
  | { kind: 'reference'; table: string; columns: string[]; parent: string; rows: number }
  /** The next row would get a number that is not above the greatest one. */
  | { kind: 'number'; table: string; column: string; next: string; greatest: string }
  | { kind: 'index'; table: string; name: string }
  /** Declared without a check of the rows that there were. */
  | { kind: 'constraint'; table: string; name: string };

export interface IntegrityCheck {
  references: number;
  numbers: number;
  indexes: number;
  constraints: number;
  faults: IntegrityFault[];
}

export async function checkIntegrity(db: Db): Promise<IntegrityCheck> {
  const references = await loadReferences(db);
  const faults: IntegrityFault[] = [];
  for (const reference of references) {
    const { table, columns, parent } = reference;
    const rows = await countOrphans(db, reference);
    if (rows > 0) faults.push({ kind: 'reference', table, columns, parent, rows });
  }
  const numbers = await checkNumbers(db);
  const indexes = await loadIndexes(db);
  const constraints = await loadConstraints(db);
  faults.push(
    ...numbers.filter(({ next, greatest }) => BigInt(next) <= BigInt(greatest)),
    ...indexes.filter(({ isValid }) => !isValid).map(({ table, name }) => ({ kind: 'index' as const, table, name })),
    ...constraints
      .filter(({ isValid }) => !isValid)
      .map(({ table, name }) => ({ kind: 'constraint' as const, table, name })),
  );
  return {
    references: references.length,
    numbers: numbers.length,
    indexes: indexes.length,
    constraints: constraints.length,
    faults,
  };
}

interface Reference {
  table: string;
  columns: string[];
  parent: string;
  parentColumns: string[];
}

/** Of partitioned tables their own alone: partitions repeat them. */
async function loadReferences(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select child.relname as table, parent.relname as parent,
      (select json_agg(attname order by place) from unnest(conkey) with ordinality as key (number, place)
       join pg_attribute on attrelid = conrelid and attnum = number) as columns,
      (select json_agg(attname order by place) from unnest(confkey) with ordinality as key (number, place)
       join pg_attribute on attrelid = confrelid and attnum = number) as "parentColumns"
    from pg_constraint
    join pg_class child on child.oid = conrelid
    join pg_class parent on parent.oid = confrelid
    where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace
    order by child.relname collate "C", conname collate "C"`.execute(db);
  return rows;
}

async function countOrphans(db: Db, { table, columns, parent, parentColumns }: Reference): Promise<number> {
  const isSet = columns.map((column) => sql`child.${sql.ref(column)} is not null`);
  const isSame = columns.map((column, at) => sql`parent.${sql.ref(parentColumns[at]!)} = child.${sql.ref(column)}`);
  const { rows } = await sql<{ rows: number }>`
    select count(*) as rows from ${sql.table(table)} as child
    where ${sql.join(isSet, sql` and `)}
      and not exists (select from ${sql.table(parent)} as parent where ${sql.join(isSame, sql` and `)})`.execute(db);
  return rows[0]!.rows;
}

type NumberFault = IntegrityFault & { kind: 'number' };

/** The greatest number first and the next one after it, so that what a running server adds in between is no fault. */
async function checkNumbers(db: Db): Promise<NumberFault[]> {
  const columns = [...(await loadSequences(db))].flatMap(([table, found]) =>
    found.map(({ column }) => ({ table, column })),
  );
  const greatest: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql<{ greatest: string }>`
      select coalesce(max(${sql.ref(column)}), 0)::text as greatest from ${sql.table(table)}`.execute(db);
    greatest.push(rows[0]!.greatest);
  }
  const now = await loadSequences(db);
  return columns.map(({ table, column }, at) => {
    const { value, isCalled } = now.get(table)!.find((sequence) => sequence.column === column)!;
    const next = String(BigInt(value) + (isCalled ? 1n : 0n));
    return { kind: 'number', table, column, next, greatest: greatest[at]! };
  });
}

interface Rule {
  table: string;
  name: string;
  isValid: boolean;
}

async function loadIndexes(db: Db): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select owner.relname as table, named.relname as name, indisvalid and indisready and indislive as "isValid"
    from pg_index
    join pg_class named on named.oid = indexrelid
    join pg_class owner on owner.oid = indrelid
    where named.relnamespace = current_schema()::regnamespace
    order by named.relname collate "C"`.execute(db);
  return rows;
}

async function loadConstraints(db: Db): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select relname as table, conname as name, convalidated as "isValid"
    from pg_constraint
    join pg_class owner on owner.oid = conrelid
    where connamespace = current_schema()::regnamespace
    order by relname collate "C", conname collate "C"`.execute(db);
  return rows;
}
