// What is kept about an account is exported, and deleted but for its number in the audit log.
import assert from 'node:assert/strict';
import { codeOf } from '../../support/app/requests.ts';
import { test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  addNote,
  deleteAccountData,
  deleteOwnData,
  endAccount,
  getAccountData,
  getAudit,
  getNotes,
  getOwnData,
  getSession,
  makeToken,
} from '@askusnow/sdk';
import { accountDataSchema } from '@askusnow/sdk/contract';
import { checkChain } from '../../../server/src/platform/audit/chain-store.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { storeEmail } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { ENGINES } from '../../support/app/database.ts';
import { rowsOfLibrary } from '../../support/data/rows-of-library.ts';

/** An address that can undo its change. */
const aFormerAddress = (db: Kysely<Tables>, label: string, email: string) =>
  sql`insert into email_change (id, account_id, kind, email, created_at, expires_at)
    select gen_random_uuid(), id, 'undo', ${email}, now(), now() + interval '7 days' from account
    where label = ${label}`.execute(db);

withApp({ engines: ENGINES, as: { coordinator: ['coordinator'] } }).describe("an account's data", (on) => {
  test('account data: exported by its person and by the coordinator, deleted by either, the chain unbroken', async () => {
    const person = await on.signIn('liaison', ['harford']);
    await addNote(person, 'harford', { date: '2026-11-02', text: 'A new home page' });
    await storeEmail(on.app.database.db, 'liaison harford', 'liaison@library.example');
    await aFormerAddress(on.app.database.db, 'liaison harford', 'former@library.example');
    await makeToken(person, { name: 'Month report of Harford', scopes: ['metrics:read'], libraries: [], days: 30 });
    const own = await getOwnData(person);
    accountDataSchema.parse(own);
    assert.deepEqual(
      [own.account.email, own.account.signsInBy, own.tokens.map(({ name, usedOn }) => [name, usedOn])],
      ['liaison@library.example', 'link', [['Month report of Harford', null]]],
    );
    assert.deepEqual(
      own.emailChanges.map(({ kind, email }) => [kind, email]),
      [['undo', 'former@library.example']],
    );
    const { number, label, libraries } = own.account;
    assert.deepEqual([label, libraries, own.sessions.length], ['liaison harford', ['harford'], 1]);
    assert.deepEqual(
      own.entries.map(({ action, byThisAccount }) => [action, byThisAccount]),
      [
        ['invited', false],
        ['signed-in', true],
        ['note-added', true],
        ['token-made', true],
      ],
    );
    assert.deepEqual(await getAccountData(on.coordinator, number), own);
    assert.equal(await codeOf(getAccountData(person, number)), '403 coordinator-only');

    await deleteOwnData(person);
    assert.equal(await codeOf(getSession(person)), '401 signed-out');
    const left = await getAccountData(on.coordinator, number);
    assert.deepEqual(
      [left.account.label, left.account.email, left.account.libraries, left.sessions, left.tokens, left.emailChanges],
      [`Account ${number}`, null, [], [], [], []],
    );
    const tables = on.app.database.db;
    for (const table of ['account', 'audit_entry', 'library_note'] as const)
      assert.doesNotMatch(JSON.stringify(await tables.selectFrom(table).selectAll().execute()), /liaison harford/);
    assert.equal((await getNotes(on.coordinator, 'harford')).notes[0]?.by, `Account ${number}`);
    const { entries } = await getAudit(on.coordinator, { account: number });
    assert.ok(entries.every(({ by }) => by === `Account ${number}`));
    assert.equal((await checkChain(tables)).broken, null);
    assert.equal(await codeOf(deleteAccountData(on.coordinator, number)), '404 not-found');
  });

  test('account data: a label that another account has stays with what that one may have made', async () => {
    const person = await on.signIn('liaison', ['cecil']);
    const { number, label } = (await getOwnData(person)).account;
    await addNote(person, 'cecil', { date: '2026-11-02', text: 'Moved' });
    await on.app.database.db.insertInto('account').values({ label, role: 'liaison' }).execute();
    await deleteAccountData(on.coordinator, number);
    assert.equal((await getNotes(on.coordinator, 'cecil')).notes[0]?.by, label);
  });

  /** Where the label of the person who did something stands. */
  async function labelColumns(db: Kysely<Tables>): Promise<{ table: string; column: string }[]> {
    const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and (column_name = 'by' or column_name like '%\\_by')
    order by 1, 2`.execute(db);
    return rows;
  }

  test('account data: a deleted label stands nowhere, also in rows of libraries that the person has left', async () => {
    const person = await on.signIn('liaison', ['cecil', 'harford']);
    const { number, label } = (await getOwnData(person)).account;
    const { db } = on.app.database.for('maintenance');
    for (const [table, values] of Object.entries(rowsOfLibrary('elsewhere', 900_001)))
      // The database refuses rows of other kinds, such as an audit entry without a real hash.
      await sql
        .raw(`insert into ${table} ${values}`)
        .execute(db)
        .catch(() => undefined);
    await db.insertInto('announcement').values({ text: 'Closed', by: 'elsewhere', at: new Date() }).execute();
    const columns = await labelColumns(db);
    let labelled = 0;
    for (const { table, column } of columns) {
      const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${label}
          where ${sql.ref(column)} = 'elsewhere'`.execute(db);
      if (numAffectedRows !== 0n) labelled += 1;
    }
    assert.ok(labelled >= 15, `${labelled} of ${columns.map(({ table }) => table).join()}`);
    await deleteOwnData(person);
    const left: string[] = [];
    for (const { table, column } of columns) {
      const { rows } = await sql`select from ${sql.table(table)} where ${sql.ref(column)} = ${label}`.execute(db);
      if (rows.length > 0) left.push(`${table}.${column}`);
    }
    assert.deepEqual(left, []);
    assert.equal((await getAccountData(on.coordinator, number)).account.label, `Account ${number}`);
  });

  test('account data: of an account that has ended before is deleted, too', async () => {
    const person = await on.signIn('liaison', ['harford', 'cecil']);
    const { number } = (await getOwnData(person)).account;
    await endAccount(on.coordinator, number);
    await deleteAccountData(on.coordinator, number);
    assert.equal((await getAccountData(on.coordinator, number)).account.label, `Account ${number}`);
  });

  test('account data: the last coordinator cannot delete its own, and nobody an account that never was', async () => {
    assert.equal(await codeOf(deleteOwnData(on.coordinator)), '409 last-coordinator');
    const { number, label } = (await getOwnData(on.coordinator)).account;
    assert.equal(await codeOf(deleteAccountData(on.coordinator, number)), '409 last-coordinator');
    assert.equal((await getOwnData(on.coordinator)).account.label, label);
    assert.equal(await codeOf(deleteAccountData(on.coordinator, 2_000_000)), '404 not-found');
  });
});
