// What an account may do only so often in a day or a week.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kysely } from 'kysely';
import { QUOTAS, deleteOldUses, loadQuota, takeUse } from '../../../server/src/accounts/quota-use-store.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';

const NOW_MS = Date.parse('2026-11-24T12:00:00.000Z');
const MAX = QUOTAS.reveals.max;

const addAccount = async ({ db }: Database): Promise<number> =>
  (
    await db
      .insertInto('account')
      .values({ label: 'Harford liaison', role: 'liaison' })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

/** So many uses, the first at `fromMs`, one a minute. */
const addUses = ({ db }: Database, account_id: number, count: number, fromMs: number) =>
  db
    .insertInto('quota_use')
    .values(
      Array.from({ length: count }, (_, n) => {
        const at = new Date(fromMs + n * 60_000);
        return { account_id, quota: 'reveals' as const, at, address_hash: null };
      }),
    )
    .execute();

const reveal = ({ db }: Database, account: number, nowMs = NOW_MS) =>
  db.transaction().execute((trx) => takeUse(trx, { account, quota: 'reveals' }, nowMs));
const mail = ({ db }: Database, account: number, address: string, nowMs = NOW_MS) =>
  db.transaction().execute((trx) => takeUse(trx, { account, quota: 'contact-mails', address }, nowMs));

async function countUses({ db }: Database): Promise<number> {
  const { count } = await db
    .selectFrom('quota_use')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

forEachEngineByTier((engine, open) => {
  test('quota: past the last of 24 hours the next one waits until the first of them is a day old', async () => {
    const database = await open();
    const account = await addAccount(database);
    await addUses(database, account, MAX - 1, NOW_MS - 5 * HOUR_MS);
    assert.equal(await reveal(database, account), null);
    const usedUp = { of: 'account', max: MAX, waitMs: 19 * HOUR_MS };
    assert.deepEqual(await reveal(database, account), usedUp);
    assert.equal(await countUses(database), MAX, 'what is refused is not counted');
    assert.equal(await reveal(database, await addAccount(database)), null, 'another account has its own');
    assert.equal(await mail(database, account, 'desk@harford.example'), null, 'and another quota');
    assert.equal(await reveal(database, account, NOW_MS + usedUp.waitMs), null);
    await deleteOldUses(database.db, NOW_MS + 2 * DAY_MS);
    assert.equal(await countUses(database), 0);
  });

  test('quota: mails to an address are counted whoever asks for them, and the address is not kept', async () => {
    const database = await open();
    const accounts = [await addAccount(database), await addAccount(database)];
    for (const [n, address] of ['Desk@Harford.example', 'desk@harford.example', 'DESK@harford.example'].entries())
      assert.equal(await mail(database, accounts[n % 2]!, address), null);
    for (const account of accounts)
      assert.deepEqual(await mail(database, account, 'desk@harford.example'), {
        of: 'address',
        max: 3,
        waitMs: DAY_MS,
      });
    assert.equal(await mail(database, accounts[0]!, 'other@harford.example'), null);
    const rows = JSON.stringify(await database.db.selectFrom('quota_use').selectAll().execute());
    assert.doesNotMatch(rows, /harford/i);
  });

  test('quota: of two at once for the last place one is counted', async () => {
    const database = await open();
    const account = await addAccount(database);
    await addUses(database, account, MAX - 1, NOW_MS - HOUR_MS);
    const both = await Promise.all([reveal(database, account), reveal(database, account)]);
    assert.deepEqual(both.map((usedUp) => usedUp === null).sort(), [false, true]);
    assert.equal(await countUses(database), MAX);
  });

  test('quota: of a week keeps its uses for a week, and lets no fourth mail to all liaisons go', async () => {
    const database = await open();
    const account = await addAccount(database);
    const write = (nowMs: number) =>
      database.db.transaction().execute((trx) => takeUse(trx, { account, quota: 'liaison-messages' }, nowMs));
    for (const day of [0, 1, 2]) assert.equal(await write(NOW_MS + day * DAY_MS), null);
    await deleteOldUses(database.db, NOW_MS + 3 * DAY_MS);
    const usedUp = { of: 'account', max: 3, waitMs: 4 * DAY_MS };
    assert.deepEqual(await write(NOW_MS + 3 * DAY_MS), usedUp);
    const quota = { account, quota: 'liaison-messages' } as const;
    const nextMs = NOW_MS + 7 * DAY_MS;
    assert.deepEqual(await loadQuota(database.db, quota, NOW_MS + 3 * DAY_MS), { left: 0, nextMs });
    assert.equal(await write(nextMs), null);
    assert.deepEqual((await write(nextMs))?.waitMs, DAY_MS);
  });

  test('quota: mutant: a week counted by the uses of a day lets a fourth mail to all liaisons go', async () => {
    const database = await open();
    const account = await addAccount(database);
    const countsADay = async (nowMs: number): Promise<boolean> => {
      const uses = await database.db
        .selectFrom('quota_use')
        .select('id')
        .where('account_id', '=', account)
        .where('at', '>', new Date(nowMs - DAY_MS))
        .execute();
      if (uses.length >= 3) return false;
      await database.db
        .insertInto('quota_use')
        .values({ account_id: account, quota: 'liaison-messages', at: new Date(nowMs), address_hash: null })
        .execute();
      return true;
    };
    const went: boolean[] = [];
    for (const day of [0, 1, 2, 3]) went.push(await countsADay(NOW_MS + day * DAY_MS));
    assert.deepEqual(went, [true, true, true, true]);
  });

  if (engine === 'postgres')
    test('quota: mutant: counted without a lock, two at once exceed it', async () => {
      const database = await open();
      const account = await addAccount(database);
      await addUses(database, account, MAX - 1, NOW_MS - HOUR_MS);
      const counted: (() => void)[] = [];
      const take = async (trx: Kysely<Tables>): Promise<void> => {
        const uses = await trx.selectFrom('quota_use').select('id').where('account_id', '=', account).execute();
        if (counted.length === 1) counted[0]!();
        else await new Promise<void>((resolve) => counted.push(resolve));
        const at = new Date(NOW_MS);
        if (uses.length < MAX)
          await trx
            .insertInto('quota_use')
            .values({ account_id: account, quota: 'reveals', at, address_hash: null })
            .execute();
      };
      await Promise.all([1, 2].map(() => database.db.transaction().execute(take)));
      assert.equal(await countUses(database), MAX + 1);
    });
});
