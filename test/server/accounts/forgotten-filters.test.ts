// A server whose stores filter by no library, queue or account: on Postgres the policies of the tables are what is left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { RouteAccess } from '../../../server/src/accounts/plugin.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { limitRows } from '../../../server/src/platform/db/limit-rows.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { pgTypes } from '../../../server/src/platform/db/value-types.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore } from '../../support/app/database.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { rowsOfLibrary } from '../../support/data/rows-of-library.ts';

const OWN = ['own-library', 'own-queue', 'editable-queue', 'own-desk', 'signed-in', 'staff', 'own-account'];

/** A comparison of what a row belongs to with what was asked for. */
const COLUMN = String.raw`(?:"?\w+"?\.)?"?(?:library_id|queue_id|account_id)"?|"?(?:library|queue|account)"?\."?id"?`;
const VALUE = String.raw`\$\d+|\((?:\$\d+(?:, )?)+\)|any ?\(\$\d+(?:::[a-z]+\[\])?\)`;
const FILTER = new RegExp(String.raw`(?<![\w"'.])(${COLUMN}) (=|in|is not distinct from) (${VALUE})`, 'g');
let forgotten = 0;
const withoutFilters = (statement: string): string =>
  /^\s*select|^\s*with/i.test(statement)
    ? statement.replace(FILTER, (all) => (forgotten++, `(${all} or true)`))
    : statement;

/** What serves people, with every such comparison true. */
function forgetFilters(database: Database, pool: pg.Pool): Database {
  const dialect = new PostgresDialect({
    pool: { connect: () => pool.connect(), end: async () => undefined, options: pool.options },
    async onCreateConnection(connection) {
      await limitRows(connection);
      const execute: typeof connection.executeQuery = connection.executeQuery.bind(connection);
      connection.executeQuery = (query, options) => execute({ ...query, sql: withoutFilters(query.sql) }, options);
    },
  });
  const people: Database = {
    ...database,
    db: new Kysely<Tables>({ dialect }),
    for: (purpose) => (purpose === 'people' ? people : database.for(purpose)),
  };
  return people;
}

/** As `path`: what a liaison of harford reads with cecil's name in it; and how many routes answered. */
async function leaksOf(node: TestApp): Promise<{ leaks: string[]; read: number }> {
  const cookie = await node.signIn('liaison', ['harford']);
  const isRead = ({ method, url, access }: RouteAccess): boolean =>
    method === 'GET' && OWN.includes(access) && !/stream|\*/.test(url);
  const leaks: string[] = [];
  let read = 0;
  for (const { url } of node.app.routeAccess.filter(isRead)) {
    const path = url.replace(':library', 'harford').replace(':queue', 'harford-desk').replace(/:\w+/g, '22');
    const reply = await fetch(`${node.url}${path}`, { headers: { cookie } });
    const body = await reply.text();
    assert.notEqual(
      reply.status,
      500,
      `${path}: ${body} ${node.log.filter((line) => line.includes('error')).join('')}`,
    );
    if (reply.ok) read++;
    if (/cecil/i.test(body)) leaks.push(path);
  }
  return { leaks, read };
}

async function tryWithoutFilters(role: 'server' | 'owner') {
  const store = await createTestStore('postgres');
  const url = role === 'server' ? store.server!.databaseUrl! : store.config.databaseUrl!;
  const pool = new pg.Pool({ connectionString: url, max: 4, types: pgTypes(pg.types) });
  const node = await startApp({
    engine: 'postgres',
    store,
    cooperative: TWO_LIBRARIES,
    clock: createManualClock('2026-11-02T15:00:00.000Z'),
    wrapDatabase: (database) => forgetFilters(database, pool),
  });
  try {
    for (const [library, first] of [
      ['harford', 11],
      ['cecil', 22],
    ] as const)
      for (const [table, values] of Object.entries(rowsOfLibrary(library, first)))
        await sql.raw(`insert into ${table} ${values} on conflict do nothing`).execute(node.database.db);
    return await leaksOf(node);
  } finally {
    await node.close();
    await pool.end();
    await store.remove();
  }
}

test('forgotten filters: with the policies no route shows a liaison another library’s rows; mutant: without them many do', async () => {
  const guarded = await tryWithoutFilters('server');
  const mutant = await tryWithoutFilters('owner');
  console.log(
    `${forgotten} comparisons forgotten at ${guarded.read} routes; without policies ${mutant.leaks.length} leak`,
  );
  assert.deepEqual(guarded.leaks, []);
  assert.ok(guarded.read > 20, `${guarded.read} routes`);
  assert.ok(mutant.leaks.length > 5, mutant.leaks.join('\n'));
});
