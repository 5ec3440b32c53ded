// In:    the database, as the owner of its tables or as the role of the running server.
// Out:   the rights that the server's role needs, as SQL; what a role may do beyond them.
// Never: a right to change the tables, the policies or an entry of the audit log.
import { ROLE_POWERS, type RolePower } from '@askusnow/sdk/contract';
import { sql, type Kysely } from 'kysely';
import { ConfigError } from '../config.ts';
import type { Tables } from '../db/tables.ts';

/** Everything that the server does to a table. */
const RIGHTS = 'select, insert, update, delete';
/** Tables with fewer: entries are only added; what was migrated is only read. */
const FEWER: Readonly<Record<string, string>> = {
  audit_entry: 'select, insert',
  kysely_migration: 'select',
  kysely_migration_lock: 'select',
};

interface Catalog {
  database: string;
  schema: string;
  role: string;
  tables: { name: string; quoted: string }[];
  sequences: string[];
  functions: string[];
}

/** Partitions get no rights of their own: policies apply to statements that name their table. */
async function loadCatalog(db: Kysely<Tables>, role: string): Promise<Catalog> {
  const { rows } = await sql<Catalog>`
    select quote_ident(current_database()) as database, quote_ident(current_schema()) as schema, quote_ident(${role}) as role,
      array(
        select jsonb_build_object('name', relname, 'quoted', quote_ident(relname)) from pg_class
        where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace
        order by relname
      ) as tables,
      array(
        select quote_ident(relname) from pg_class
        where relkind = 'S' and relnamespace = current_schema()::regnamespace order by relname
      ) as sequences,
      array(
        select oid::regprocedure::text from pg_proc
        where prosecdef and pronamespace = current_schema()::regnamespace order by proname
      ) as functions`.execute(db);
  return rows[0]!;
}

/** For a role that exists. Repeating them changes nothing. */
export async function loadGrants(db: Kysely<Tables>, role: string): Promise<string[]> {
  const { database, schema, role: to, tables, sequences, functions } = await loadCatalog(db, role);
  const byRights = Map.groupBy(tables, ({ name }) => FEWER[name] ?? RIGHTS);
  return [
    `grant connect on database ${database} to ${to}`,
    `grant usage on schema ${schema} to ${to}`,
    ...[...byRights].map(([rights, of]) => `grant ${rights} on ${of.map(({ quoted }) => quoted).join(', ')} to ${to}`),
    // A backup reads where they stand; a column's own sequence needs no right to count on.
    `grant select on sequence ${sequences.join(', ')} to ${to}`,
    `grant execute on function ${functions.join(', ')} to ${to}`,
  ];
}

async function lookUp(db: Kysely<Tables>, role: string): Promise<{ quoted: string; exists: boolean }> {
  const { rows } = await sql<{ quoted: string; exists: boolean }>`
    select quote_ident(${role}) as quoted, to_regrole(quote_ident(${role})) is not null as exists`.execute(db);
  return rows[0]!;
}

/** Before anything is written: the owner of a database may not make roles. Errors: `ConfigError` names the missing role. */
export async function requireRole(db: Kysely<Tables>, role: string): Promise<void> {
  const { quoted, exists } = await lookUp(db, role);
  if (exists) return;
  throw new ConfigError(
    `DATABASE_URL: this Postgres has no role ${quoted}, and nothing was changed.\n` +
      `Make it as a superuser: create role ${quoted} login password '…'`,
  );
}

/** Makes the role where it is missing. */
export async function roleStatements(db: Kysely<Tables>, role: string): Promise<string[]> {
  const { quoted, exists } = await lookUp(db, role);
  return exists
    ? []
    : [`create role ${quoted} login nosuperuser nobypassrls nocreatedb nocreaterole password 'change this'`];
}

/** By the tables' owner, after each migration: a new table has no rights yet. */
export const grantTo = (db: Kysely<Tables>, role: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // Of nodes that start at once, each grants; Postgres refuses two grants on one table at a time.
    await sql`select pg_advisory_xact_lock(hashtextextended('askusnow grants', 0))`.execute(trx);
    for (const statement of await loadGrants(trx, role)) await sql.raw(statement).execute(trx);
  });

/**
 * What the connected role may do beyond what the server needs: `superuser` and `bypasses-policies` see every row
 * whatever a statement says · `owns-tables` can change tables and policies · `changes-audit-log` can change or remove its
 * entries.
 */
export async function loadPowers(db: Kysely<Tables>): Promise<RolePower[]> {
  const { rows } = await sql<Record<RolePower, boolean>>`
    select rolsuper as "superuser", rolbypassrls and not rolsuper as "bypasses-policies",
      not rolsuper and exists (
        select from pg_class
        where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace and pg_has_role(relowner, 'member')
      ) as "owns-tables",
      not rolsuper and has_table_privilege('audit_entry', 'update, delete, truncate') as "changes-audit-log"
    from pg_roles where rolname = current_user`.execute(db);
  return ROLE_POWERS.filter((power) => rows[0]?.[power]);
}
