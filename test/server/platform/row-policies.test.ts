// Row-level security: what each role and each request sees of two libraries, where no statement filters anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { rowsOf } from '../../../server/src/accounts/scope.ts';
import { PURPOSES } from '../../../server/src/platform/db/purpose.ts';
import { ALL_ROWS, scopeStatement, PUBLIC_ROWS, type RowScope } from '../../../server/src/platform/db/row-scope.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { grantTo } from '../../../server/src/platform/role/role-store.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { rowsOfLibrary } from '../../support/data/rows-of-library.ts';

const LIBRARIES = { harford: rowsOfLibrary('harford', 11), cecil: rowsOfLibrary('cecil', 22) };
const TABLES = Object.keys(LIBRARIES.harford);
const LIAISON: RowScope = rowsOf({ id: 11, role: 'liaison', libraries: ['harford'], queues: [] });

/** Tables without policies, each with the reason. */
const WITHOUT = {
  announcement: 'what the coordinator tells every liaison',
  cooperative: 'one row, of all libraries',
  event_batch: 'random numbers; no library, queue or account',
  job: 'the server’s own',
  kysely_migration: 'the server’s own',
  kysely_migration_lock: 'the server’s own',
  lease: 'the server’s own',
  meeting: 'when all liaisons meet',
  node: 'the server’s own',
  sent_request: 'hashes, which only the sender of a request can make',
  simulation: 'one row, of all libraries',
  widget_build: 'files that everybody may load',
};

/** Each account reads these rows, since it answers for every library or passes over lists under way; it changes its own alone. */
const READ_BY_ANY_ACCOUNT = ['policy_report', 'policy_revision', 'provider_alert', 'site_visit', 'proposal'];

/** No account has a row of these. */
const OF_NO_ACCOUNT = ['set_up_link'];

const INSUFFICIENT = '42501';

let store: TestStore;
let owner: pg.Client;
let server: pg.Client;

before(async () => {
  store = await createTestStore('postgres');
  owner = new pg.Client({ connectionString: store.config.databaseUrl! });
  server = new pg.Client({ connectionString: store.server!.databaseUrl! });
  await Promise.all([owner.connect(), server.connect()]);
  for (const rows of Object.values(LIBRARIES))
    for (const [table, values] of Object.entries(rows)) await owner.query(`insert into ${table} ${values}`);
});
after(async () => {
  await Promise.all([owner.end(), server.end()]);
  await store.remove();
});

/** In a transaction that is rolled back. */
async function within<T>(client: pg.Client, setting: string, run: () => Promise<T>): Promise<T> {
  await client.query(`begin; ${setting}`);
  try {
    return await run();
  } finally {
    await client.query('rollback');
  }
}

const readAll = async (client: pg.Client, table: string): Promise<string[]> => {
  const { rows } = await client.query<{ row: string }>(`select to_jsonb(one)::text as row from ${table} as one`);
  return rows.map(({ row }) => row).sort();
};

/** Each table with the number of rows that are seen of it. */
const seenBy = async (setting: string, client = server): Promise<Record<string, number>> =>
  within(client, setting, async () => {
    const counts: Record<string, number> = {};
    for (const table of TABLES) counts[table] = (await readAll(client, table)).length;
    return counts;
  });

test('row policies: each table has them, for its owner too, or is listed with the reason', async () => {
  const { rows } = await owner.query<{ name: string; isForced: boolean; policies: number }>(`
    select relname as name, relrowsecurity and relforcerowsecurity as "isForced",
      (select count(*)::integer from pg_policy where polrelid = c.oid) as policies
    from pg_class c
    where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by 1`);
  assert.deepEqual(
    rows.filter(({ isForced, policies }) => !isForced || policies === 0).map(({ name }) => name),
    Object.keys(WITHOUT),
  );
  assert.deepEqual(
    rows.map(({ name }) => name).filter((name) => !(name in WITHOUT)),
    [...TABLES, ...OF_NO_ACCOUNT].sort(),
  );
});

test('row policies: an account sees no link to the set-up page, and who has the link has no account', async () => {
  await owner.query(`insert into set_up_link values ('\\x11', '2027-11-01')`);
  const seen = async (scope: RowScope): Promise<number> =>
    (await within(server, scopeStatement(scope), () => readAll(server, 'set_up_link'))).length;
  assert.deepEqual([await seen(LIAISON), await seen(PUBLIC_ROWS)], [0, 1]);
});

test('row policies: an account sees the rows of its library alone, with no filter in any statement', async () => {
  const NEIGHBOUR: RowScope = rowsOf({ id: 22, role: 'liaison', libraries: ['cecil'], queues: [] });
  for (const table of TABLES.filter((name) => !READ_BY_ANY_ACCOUNT.includes(name))) {
    const own = await within(server, scopeStatement(LIAISON), () => readAll(server, table));
    const others = await within(server, scopeStatement(NEIGHBOUR), () => readAll(server, table));
    assert.equal(own.length, 1, table);
    assert.equal(others.length, 1, table);
    assert.notDeepEqual(own, others, table);
  }
});

test('row policies: an account reads the labels of its library’s accounts by a function, and of no other library', async () => {
  const labels = (scope: RowScope, library: string): Promise<string[]> =>
    within(server, scopeStatement(scope), async () => {
      const { rows } = await server.query<{ accounts: { label: string }[] }>(
        'select library_accounts($1) as accounts',
        [library],
      );
      return rows[0]!.accounts.map(({ label }) => label);
    });
  assert.deepEqual(await labels(LIAISON, 'harford'), ['harford']);
  assert.deepEqual(await labels(LIAISON, 'cecil'), []);
  assert.deepEqual(await labels(PUBLIC_ROWS, 'harford'), []);
  assert.deepEqual(await labels(ALL_ROWS, 'cecil'), ['cecil']);
});

test('row policies: mutant: a role that passes them sees both libraries wherever a filter is forgotten', async () => {
  const all = Object.fromEntries(TABLES.map((table) => [table, 2]));
  assert.deepEqual(await seenBy(scopeStatement(LIAISON), owner), all);
});

test('row policies: an account changes and adds no row of another library', async () => {
  for (const table of TABLES.filter((name) => name !== 'audit_entry')) {
    const { rows } = await owner.query<{ column: string }>(
      `select quote_ident(attname) as column from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and attidentity = '' order by attnum desc limit 1`,
      [table],
    );
    const { column } = rows[0]!;
    const change = () => server.query(`update ${table} set ${column} = ${column}`);
    assert.equal((await within(server, scopeStatement(LIAISON), change)).rowCount, 1, `changes of ${table}`);
    const add = () => server.query(`insert into ${table} ${LIBRARIES.cecil[table]}`);
    await assert.rejects(within(server, scopeStatement(LIAISON), add), { code: INSUFFICIENT }, `rows of ${table}`);
  }
});

test('row policies: a desk’s account sees its own queue and itself, and what every account reads', async () => {
  const DESK: RowScope = rowsOf({ id: 33, role: 'desk', libraries: [], queues: ['harford-desk'] });
  const seen = await seenBy(scopeStatement(DESK));
  assert.deepEqual(
    READ_BY_ANY_ACCOUNT.map((table) => seen[table]),
    READ_BY_ANY_ACCOUNT.map(() => 2),
  );
  const tables = TABLES.filter((table) => seen[table]! > 0 && !READ_BY_ANY_ACCOUNT.includes(table));
  assert.deepEqual(tables, [
    'queue',
    'queue_presence',
    'presence_interval',
    'desk',
    'coverage_correction',
    'shift_feed',
    'calendar_token',
    'schedule_expansion',
    'schedule_range',
    'cover_offer',
    'made_up_hour',
    'desk_press',
    'desk_month',
    'assistance_request',
    'assistance_step',
  ]);
});

test('row policies: a statement outside of a request and of any work sees nothing, also after one that was in one', async () => {
  const none = Object.fromEntries(TABLES.map((table) => [table, 0]));
  assert.deepEqual(await seenBy(''), none);
  await seenBy(scopeStatement(LIAISON));
  assert.deepEqual(await seenBy(''), none);
  const nobody: RowScope = { ...PUBLIC_ROWS, work: 'account' };
  assert.deepEqual(await seenBy(scopeStatement(nobody)), none);
});

test('row policies: each work sees all rows of the tables that it needs, and none of the others', async () => {
  const needed: Record<string, string[]> = {
    ingest: [
      'library',
      'library_origin',
      'key_page',
      'placement',
      'placement_day',
      'branch_day',
      'placement_diagnosis_day',
      'library_hour',
      'refusal_day',
    ],
    sessions: [
      'library',
      'queue',
      'account',
      'account_library',
      'account_queue',
      'session',
      'api_token',
      'queue_presence',
      'presence_interval',
      'desk',
    ],
    jobs: TABLES,
    maintenance: TABLES,
  };
  for (const purpose of PURPOSES.filter((each) => each !== 'people')) {
    const seen = await seenBy(`set local askusnow.work to '${purpose}'`);
    assert.deepEqual(
      TABLES.filter((table) => seen[table] !== 0),
      needed[purpose],
      purpose,
    );
  }
});

test('audit log: the server’s role adds entries, and can neither change nor remove one', async () => {
  for (const statement of ['update audit_entry set note = note', 'delete from audit_entry', 'truncate audit_entry'])
    await assert.rejects(
      within(server, `set local askusnow.work to 'maintenance'`, () => server.query(statement)),
      { code: INSUFFICIENT },
      statement,
    );
});

test('the server’s role: can neither change a table or a policy, nor read or drop a partition', async () => {
  await owner.query(`select make_partition('library_hour', '2030-01-01', '2030-02-01')`);
  for (const statement of [
    'alter table placement no force row level security',
    'drop policy account on placement',
    'drop table placement',
    'create table mine (id integer)',
    'select from library_hour_default',
    'drop table library_hour_20300101',
    'set role postgres',
  ])
    await assert.rejects(server.query(statement), { code: INSUFFICIENT }, statement);
  await assert.rejects(
    server.query(`select make_partition('account', '2030-01-01', '2030-02-01')`),
    /not a table with/,
  );
  await assert.rejects(server.query(`select drop_partition('account', '2030-01-01')`), /not a table with partitions/);
  await server.query(`select drop_partition('library_hour', '2030-01-01')`);
});

test('the server’s role: nodes that start at once all give it its rights', async () => {
  const role = new URL(store.server!.databaseUrl!).username;
  const databases = await Promise.all(Array.from({ length: 6 }, () => openDatabase(store.config, assert.fail)));
  try {
    for (let time = 0; time < 3; time++)
      await Promise.all(databases.map((database) => grantTo(database.for('maintenance').db, role)));
  } finally {
    for (const database of databases) await database.close();
  }
});
