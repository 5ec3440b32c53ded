// What a store says to the database, without one.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Tables } from '../../../server/src/platform/db/tables.ts';

/** The statements that `run` would execute, in order. Every one of them finds no row. */
export async function statementsOf(run: (db: Kysely<Tables>) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: (event) => void statements.push(event.query.sql.trim()),
  });
  await run(db);
  return statements;
}

/**
 * Compares with `test/sql/{name}.sql`, so that a change of SQL is read as SQL in review.
 * `ASKUSNOW_WRITE_SQL=1 node --test …` writes the file instead.
 */
export function assertSameSql(name: string, sections: Record<string, string[]>): void {
  const file = join(import.meta.dirname, '../../sql', `${name}.sql`);
  const text = Object.entries(sections)
    .map(([title, statements]) => `-- ${title}\n${statements.map((statement) => `${statement};\n`).join('\n')}`)
    .join('\n');
  if (process.env['ASKUSNOW_WRITE_SQL']) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(
    text,
    existsSync(file) ? readFileSync(file, 'utf8') : '',
    `test/sql/${name}.sql differs; see test/support/data/sql.ts`,
  );
}
