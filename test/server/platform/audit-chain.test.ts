// The audit log: each entry carries the hash of the entry before it, and nothing is changed or removed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addEntries, type Author } from '../../../server/src/platform/audit/audit-store.ts';
import { canonicalEntry } from '../../../server/src/platform/audit/chain.ts';
import { checkChain } from '../../../server/src/platform/audit/chain-store.ts';
import { migrateToLatest } from '../../../server/src/platform/db/migrate.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { MIGRATIONS, migrate } from '../../../server/src/schema.ts';
import { add, asOwner, AT_MS, COMMAND_LINE, loadAll } from '../../support/app/audit-log.ts';
import { createTestStore, forEachEngine } from '../../support/app/database.ts';
import { createTestDatabase } from '../../support/app/postgres.ts';

const throwIt = (error: Error): void => {
  throw error;
};

const addAccount = async ({ db }: Database, label: string): Promise<Extract<Author, { id: number }>> =>
  db
    .insertInto('account')
    .values({ label, role: 'liaison' })
    .returning(['id', 'label', 'role'])
    .executeTakeFirstOrThrow();

/** An account's data is deleted: its row keeps the number alone. */
const forget = ({ db }: Database, id: number) =>
  db
    .updateTable('account')
    .set({ label: `Account ${id}` })
    .where('id', '=', id)
    .execute();

forEachEngine((engine, open) => {
  test('audit log: an unbroken chain is agreed with, over more than one step', async () => {
    const database = await open();
    assert.deepEqual(await checkChain(database.db), { entries: 0, newest: null, broken: null });
    const account = await addAccount(database, 'Harford liaison');
    for (let n = 0; n < 6; n++) {
      const changes = Array.from({ length: 100 }, (_, at) => ({
        subject: 'cooperative',
        action: `a${n}`,
        before: null,
        after: { at },
      }));
      await database.db.transaction().execute((trx) => addEntries(trx, { by: account, atMs: AT_MS + n }, changes));
      await add(database, 'one');
    }
    const { entries, newest, broken } = await checkChain(database.db);
    assert.deepEqual([entries, newest?.id, broken], [606, 606, null]);
    assert.match(newest!.hash, /^[0-9a-f]{64}$/);
  });

  test('audit log: update, delete and truncate are refused', async () => {
    const database = await open();
    await add(database, 'one');
    for (const statement of [
      `update audit_entry set action = 'other'`,
      `update audit_entry set hash = null`,
      `delete from audit_entry`,
      `truncate audit_entry`,
    ])
      await assert.rejects(sql.raw(statement).execute(database.db), /the audit log is append-only/, statement);
    assert.equal((await checkChain(database.db)).entries, 1);
  });

  test('audit log: the first entry that was changed, or whose predecessor was removed, is named', async () => {
    const database = await open();
    for (const action of ['one', 'two', 'three', 'four']) await add(database, action, { action });
    const at = '2026-11-24T12:00:00.123000Z';
    const whole = await checkChain(database.db);
    await asOwner(database, `update audit_entry set after = '{"action": "2"}' where id = 2`);
    const changed = await checkChain(database.db);
    assert.deepEqual([changed.entries, changed.newest?.id, changed.broken], [1, 1, { id: 2, at, action: 'two' }]);
    await asOwner(database, `update audit_entry set after = '{"action": "two"}' where id = 2`);
    assert.deepEqual(await checkChain(database.db), whole);
    await asOwner(database, `delete from audit_entry where id = 2`);
    assert.deepEqual((await checkChain(database.db)).broken, { id: 3, at, action: 'three' });
  });

  test('audit log: the role of the author is chained; an entry of an earlier version has the hash that it always had', async () => {
    const database = await open();
    await add(database, 'one', null, await addAccount(database, 'Harford liaison'));
    await asOwner(database, `update audit_entry set role = 'coordinator' where id = 1`);
    assert.equal((await checkChain(database.db)).broken?.id, 1);
    const content = { at: '2026-11-24T12:00:00.123999Z', account_id: 7, program: null, subject: 's', action: 'a' };
    const entry = { ...content, note: null, before: null, after: { b: 1, a: 2 }, role: null, hash_version: 1 };
    const earlier = `["${new Date(AT_MS).toISOString()}",7,null,"s","a",null,{"a":2,"b":1},null]`;
    assert.equal(canonicalEntry(entry), earlier);
    assert.equal(canonicalEntry({ ...entry, role: 'liaison' }), `${earlier.slice(0, -1)},"liaison"]`);
  });

  test('audit log: mutant: hashed without the role, a role that was changed is not found', async () => {
    const database = await open();
    await add(database, 'one', null, await addAccount(database, 'Harford liaison'));
    const load = async () => (await loadAll(database))[0]!;
    const kept = canonicalEntry({ ...(await load()), role: null });
    await asOwner(database, `update audit_entry set role = 'coordinator' where id = 1`);
    assert.equal(canonicalEntry({ ...(await load()), role: null }), kept);
  });

  test('audit log: entries cut off at the end are found by the newest hash that was kept alone', async () => {
    const database = await open();
    for (const action of ['one', 'two', 'three']) await add(database, action);
    const kept = (await checkChain(database.db)).newest;
    await asOwner(database, `delete from audit_entry where id = 3`);
    const cut = await checkChain(database.db);
    assert.equal(cut.broken, null);
    assert.notDeepEqual(cut.newest, kept);
  });

  test('audit log: mutant: hashed without the entry before it, a removed entry is not found', async () => {
    const database = await open();
    for (const action of ['one', 'two', 'three']) await add(database, action);
    const ownHash = (entry: Parameters<typeof canonicalEntry>[0]) =>
      createHash('sha256').update(canonicalEntry(entry)).digest('hex');
    const load = () => loadAll(database);
    const kept = new Map((await load()).map((entry) => [entry.id, ownHash(entry)]));
    await asOwner(database, `delete from audit_entry where id = 2`);
    assert.ok((await load()).every((entry) => kept.get(entry.id) === ownHash(entry)));
    assert.equal((await checkChain(database.db)).broken?.id, 3);
  });

  test('audit log: an account whose label is deleted leaves the chain unbroken', async () => {
    const database = await open();
    const account = await addAccount(database, 'Ada Harford');
    await add(database, 'one', null, account);
    const rows = await database.db.selectFrom('audit_entry').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), /Ada/);
    await forget(database, account.id);
    assert.deepEqual([(await checkChain(database.db)).entries, (await checkChain(database.db)).broken], [1, null]);
  });

  test('audit log: mutant: an entry that repeats the label breaks the chain when the label is deleted', async () => {
    const database = await open();
    const account = await addAccount(database, 'Ada Harford');
    await add(database, 'one', { by: account.label }, account);
    await forget(database, account.id);
    assert.match(JSON.stringify(await database.db.selectFrom('audit_entry').selectAll().execute()), /Ada Harford/);
    await asOwner(database, `update audit_entry set after = after - 'by'`);
    assert.equal((await checkChain(database.db)).broken?.id, 1);
  });

  test('audit log: entries of an earlier version are chained, with numbers in the place of labels', async () => {
    const postgres = engine === 'postgres' ? await createTestDatabase() : null;
    const store = postgres ? null : await createTestStore('pglite');
    const dataDir = store ? `${store.config.dataDir}/earlier` : '/nowhere';
    const database = await openDatabase({ databaseUrl: postgres?.url ?? null, dataDir }, throwIt);
    const all = Object.entries(MIGRATIONS);
    const earlier = all.slice(
      0,
      all.findIndex(([name]) => name.endsWith('-audit-chain')),
    );
    await migrateToLatest(database.db, Object.fromEntries(earlier));
    await sql`insert into account (label, role) values ('Ada Harford', 'liaison')`.execute(database.db);
    await sql`insert into audit_entry (account_id, by, subject, action, before, after)
      select case when n % 2 = 0 then 1 end, case when n % 2 = 0 then 'Ada Harford' else 'command line' end, 'presence:desk', 'presence-set',
        null, jsonb_build_object('desk', 'Ada Harford', 'state', 'available') from generate_series(1, 1100) as n`.execute(
      database.db,
    );
    await sql`insert into audit_entry (by, subject, action, before)
      values ('command line', 'queue:desk', 'desk-removed', '{"desk": "Ada Harford"}')`.execute(database.db);
    await migrate(database);
    const { entries, broken } = await checkChain(database.db);
    assert.deepEqual([entries, broken], [1101, null]);
    const rows = await database.db.selectFrom('audit_entry').selectAll().orderBy('id').execute();
    assert.deepEqual(
      rows.slice(0, 2).map(({ account_id, program }) => [account_id, program]),
      [
        [null, 'command line'],
        [1, null],
      ],
    );
    assert.doesNotMatch(JSON.stringify(rows), /Ada/);
    await add(database, 'next');
    await migrate(database);
    assert.equal((await checkChain(database.db)).entries, 1102);
    await database.close();
    await postgres?.drop();
    await store?.remove();
  });
});

test('audit log: two nodes that write at once make one unbroken chain, in the order of its numbers', async (t) => {
  const store = await createTestStore('postgres');
  const nodes = [await openDatabase(store.config, throwIt), await openDatabase(store.config, throwIt)];
  t.after(async () => {
    for (const node of nodes) await node.close();
    await store.remove();
  });
  const rolledBack = { count: 0 };
  const write = async (node: Database, n: number): Promise<void> => {
    if (n % 10 !== 0) return add(node, `write-${n}`, { n });
    const failing = node.db.transaction().execute(async (trx) => {
      await addEntries(trx, { by: COMMAND_LINE, atMs: AT_MS }, [
        { subject: 'cooperative', action: 'lost', before: null, after: null },
      ]);
      throw new Error('the change failed');
    });
    await failing.catch(() => rolledBack.count++);
  };
  // Twenty writers: of many more, a node on a busy machine refuses some, as it should.
  await Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let n = writer * 10; n < (writer + 1) * 10; n++) await write(nodes[writer % 2]!, n);
    }),
  );
  const { entries, broken } = await checkChain(nodes[0]!.db);
  assert.deepEqual([entries, broken, rolledBack.count], [180, null, 20]);
});
