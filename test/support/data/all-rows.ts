import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../../server/src/platform/db/tables.ts';

/** Every row of every table, partitions too, as the catalog lists them: nothing of the backup's own code. */
export async function loadAllRows(db: Kysely<Tables>): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace
      and relname not like 'kysely%' order by relname`.execute(db);
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(one)::text as row from ${sql.table(name)} as one`.execute(db);
    found[name] = rows.map(({ row }) => row).sort();
  }
  return found;
}

/** Columns, constraints, indexes and the next number of each numbered column, as text. */
export async function loadSchema(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default, is_identity) as line
    from information_schema.columns where table_schema = current_schema()
    union all select concat_ws(' ', 'constraint', conrelid::regclass, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
    union all select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = current_schema()
    union all select concat_ws(' ', 'partition', relname, pg_get_expr(relpartbound, oid))
    from pg_class where relispartition and relkind = 'r'
    union all select concat_ws(' ', 'sequence', sequencename, last_value)
    from pg_sequences where schemaname = current_schema()`.execute(db);
  return rows.map(({ line }) => line).sort();
}
