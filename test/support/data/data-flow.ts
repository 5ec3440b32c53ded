// docs/data-flow.md from the schema: what each table holds, about whom, how long, and what deletes it.
import { sql, type Kysely } from 'kysely';
import { CONTENTS, SECRETS } from '../../../server/src/schema.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { formatted } from './formatted.ts';

export const DATA_FLOW_FILE = 'docs/data-flow.md';
/** What follows it is made by `npm run data-flow`. */
const MARK = '<!-- Made by `npm run data-flow` from here on. -->';

export interface CatalogTable {
  name: string;
  columns: string[];
  isPartitioned: boolean;
  /** Tables with whose rows its rows are deleted. */
  follows: string[];
}

/** The tables of a migrated database. */
export async function loadCatalog(db: Kysely<Tables>): Promise<CatalogTable[]> {
  const { rows } = await sql<CatalogTable>`
    select relname as name, relkind = 'p' as "isPartitioned",
      (select json_agg(attname order by attnum) from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
      (select coalesce(json_agg(distinct parent.relname), '[]')
       from pg_constraint join pg_class parent on parent.oid = confrelid
       where conrelid = c.oid and contype = 'f' and confdeltype = 'c') as follows
    from pg_class c
    where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace
      and relname not in ('kysely_migration', 'kysely_migration_lock')
    order by relname collate "C"`.execute(db);
  return rows;
}

const cell = (lines: readonly string[]): string => (lines.length === 0 ? '–' : lines.join('<br>'));
const columnsOf = (columns: Readonly<Record<string, string | undefined>> = {}): string =>
  cell(Object.entries(columns).map(([name, what]) => `\`${name}\`: ${what}`));
const inWords = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function rowOf({ name, follows }: CatalogTable): string {
  const { row, people, kept, deletedIn = [] } = CONTENTS[name]!;
  const ends = [
    kept,
    ...(follows.length > 0 ? [`with its ${inWords(follows)}`] : []),
    ...(deletedIn.length > 0 ? [`by ${inWords(deletedIn)}`] : []),
  ];
  return `| \`${name}\` | ${row} | ${columnsOf(people)} | ${columnsOf(SECRETS[name])} | ${cell(ends)} |`;
}

/** `written`: the file, whose hand-written beginning stays. */
export async function renderDataFlow(written: string, catalog: readonly CatalogTable[]): Promise<string> {
  const at = written.indexOf(MARK);
  if (at < 0) throw new Error(`${DATA_FLOW_FILE} has no line "${MARK}"`);
  const byName = new Map(catalog.map((table) => [table.name, table]));
  const lines = [
    `${written.slice(0, at)}${MARK}`,
    '',
    `${catalog.length} tables.`,
    '',
    '| table | a row is | about people of the cooperative | secrets | kept |',
    '| --- | --- | --- | --- | --- |',
    ...Object.keys(CONTENTS).flatMap((name) => byName.get(name) ?? []).map(rowOf),
  ];
  return formatted(DATA_FLOW_FILE, lines.join('\n'));
}
