// Entries of the audit log that somebody has added, emptied or moved in time, as the owner of the tables can.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { CHAIN_START, canonicalEntry, entryHash } from '../../../server/src/platform/audit/chain.ts';
import { checkChain } from '../../../server/src/platform/audit/chain-store.ts';
import { auditInSteps, loadAudit } from '../../../server/src/platform/audit/log-store.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { migrate } from '../../../server/src/schema.ts';
import { add, asOwner, loadAll } from '../../support/app/audit-log.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';

const broken = async ({ db }: Database) => (await checkChain(db)).broken?.id;

/** At its number, with the hash that it has as the first of the chain. */
async function addBefore(database: Database, id: number): Promise<void> {
  const forged = {
    ...{ at: '2026-11-24T12:00:00.000000Z', account_id: null, program: 'command line', role: null, note: null },
    ...{ subject: 'cooperative', action: 'forged', before: null, after: null, hash_version: 2 },
  };
  const hash = entryHash(CHAIN_START, forged).toString('hex');
  await asOwner(
    database,
    `insert into audit_entry (id, at, program, subject, action, hash, hash_version) overriding system value
      values (${id}, '${forged.at}', 'command line', 'cooperative', 'forged', decode('${hash}', 'hex'), 2)`,
  );
}

/** Changes an entry, and takes the hashes of it and of all after it away. */
const changeFrom = (database: Database, id: number) =>
  asOwner(
    database,
    `update audit_entry set after = '{"action": "2"}' where id = ${id}`,
    `update audit_entry set hash = null where id >= ${id}`,
  );

forEachEngineByTier((_engine, open) => {
  test('audit log: an entry before the start of the chain, at no time or without a hash is refused by the table', async () => {
    const database = await open();
    const row = (id: string, at: string, hash: string) =>
      sql
        .raw(
          `insert into audit_entry (id, at, program, subject, action, hash) overriding system value
          values (${id}, ${at}, 'x', 'cooperative', 'forged', ${hash})`,
        )
        .execute(database.db);
    const hash = `decode(repeat('00', 32), 'hex')`;
    for (const [id, at, with_] of [
      ['0', 'now()', hash],
      ['-1', 'now()', hash],
      ['1', `'infinity'`, hash],
      ['1', 'now()', 'null'],
    ] as const)
      await assert.rejects(row(id, at, with_), /audit_entry_in_chain/, `${id} ${at} ${with_}`);
    assert.equal((await checkChain(database.db)).entries, 0);
  });

  for (const id of [0, -1])
    test(`audit log: a forged entry of number ${id} is named, and is in every list`, async () => {
      const database = await open();
      await add(database, 'one');
      await addBefore(database, id);
      assert.equal(await broken(database), id);
      const shown = await loadAudit(database.db, { q: '', limit: 10, offset: 0 });
      assert.deepEqual(
        shown.map((entry) => entry.id),
        [1, id],
      );
      for await (const [first] of auditInSteps(database.db, { q: '' })) assert.equal(first?.id, id);
    });

  test('audit log: mutant: walked from number 1 on, a forged entry before it is not found', async () => {
    const database = await open();
    await add(database, 'one');
    await addBefore(database, -1);
    const [first] = (await loadAll(database)).filter(({ id }) => id > 0);
    assert.deepEqual(first!.hash, entryHash(CHAIN_START, first!));
  });

  test('audit log: a time that was changed by a microsecond is found', async () => {
    const database = await open();
    for (const action of ['one', 'two']) await add(database, action);
    await asOwner(database, `update audit_entry set at = at + interval '1 microsecond' where id = 2`);
    assert.equal(await broken(database), 2);
  });

  test('audit log: a rule of hashing that was changed is found', async () => {
    const database = await open();
    await add(database, 'one');
    for (const version of [1, 3]) {
      await asOwner(database, `update audit_entry set hash_version = ${version}`);
      assert.equal(await broken(database), 1);
    }
  });

  test('audit log: mutant: hashed to the millisecond, a time that was changed is not found', async () => {
    const database = await open();
    await add(database, 'one');
    const load = async () => canonicalEntry({ ...(await loadAll(database))[0]!, hash_version: 1 });
    const kept = await load();
    await asOwner(database, `update audit_entry set at = at + interval '999 microseconds'`);
    assert.equal(await load(), kept);
  });

  test('audit log: a hash that was taken away is a fault, after each start as well', async () => {
    const database = await open();
    for (const action of ['one', 'two', 'three']) await add(database, action);
    await changeFrom(database, 2);
    await migrate(database);
    assert.equal(await broken(database), 2);
    assert.equal((await loadAudit(database.db, { q: '', limit: 1, offset: 0 }))[0]!.hash, null);
  });

  /** As a start of an earlier version: every null hash is filled in. */
  async function chainAgain(database: Database): Promise<void> {
    let hash = CHAIN_START;
    for (const entry of await loadAll(database)) {
      hash = entry.hash ?? entryHash(hash, entry);
      if (entry.hash === null)
        await asOwner(
          database,
          `update audit_entry set hash = decode('${hash.toString('hex')}', 'hex') where id = ${entry.id}`,
        );
    }
  }

  test('audit log: mutant: hashes filled in at the start agree with an entry that was changed', async () => {
    const database = await open();
    for (const action of ['one', 'two', 'three']) await add(database, action);
    await changeFrom(database, 2);
    await chainAgain(database);
    assert.equal(await broken(database), undefined);
  });
});
