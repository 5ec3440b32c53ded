import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { withLease, type LeaseHolder } from '../../../server/src/platform/db/lease.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';

const holder = (id: string): LeaseHolder => ({ id, mayHold: () => true });

forEachEngine((engine, open) => {
  test('engines: values read the same whichever engine answers', async () => {
    const { db } = await open();
    const { rows } = await sql`select 12::int8 as eight, sum(3::int8) as total, '2026-11-01'::date as day,
      '2026-11-01 05:30:00.123+00'::timestamptz as at, interval '90 minutes' as gap, '{"a":[1]}'::jsonb as json,
      '\\x00ff'::bytea as bytes, 1.5::real as share, true as yes, null as nothing, count(*) as rows`.execute(db);
    assert.deepEqual(rows, [
      {
        eight: 12,
        total: 3,
        day: '2026-11-01',
        at: new Date('2026-11-01T05:30:00.123Z'),
        gap: '01:30:00',
        json: { a: [1] },
        bytes: Buffer.from([0, 255]),
        share: 1.5,
        yes: true,
        nothing: null,
        rows: 1,
      },
    ]);
  });

  test('values written come back: days, instants, bytes, JSON, and arrays to unnest', async () => {
    const { db } = await open();
    const at = new Date('2026-03-08T07:30:00.000Z');
    const account = await db
      .insertInto('account')
      .values({ label: 'a', role: 'liaison' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const token = {
      token_hash: Buffer.from('hash'),
      account_id: account.id,
      expires_at: at,
      used_at: null,
      mailed: true,
    };
    const { id } = await db.insertInto('invitation').values(token).returning('id').executeTakeFirstOrThrow();
    assert.deepEqual(await db.selectFrom('invitation').selectAll().executeTakeFirst(), { id, ...token });
    const weekly = [{ days: ['mo' as const], open: '09:00', close: '17:00' }];
    await db
      .insertInto('queue')
      .values({
        id: 'q',
        name: 'Q',
        tier: 'local',
        zone: 'America/New_York',
        weekly: JSON.stringify(weekly),
        seasons: '[]',
        exceptions: '[]',
      })
      .execute();
    assert.deepEqual((await db.selectFrom('queue').select('weekly').executeTakeFirst())?.weekly, weekly);
    const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    const insert = sql<{ day: string }>`insert into event_batch (day, id)
      select * from unnest(${['2026-03-08', '2026-03-09']}::date[], ${ids}::uuid[]) on conflict do nothing returning day`;
    assert.deepEqual((await insert.execute(db)).rows.map(({ day }) => day).sort(), ['2026-03-08', '2026-03-09']);
    assert.equal((await insert.execute(db)).rows.length, 0);
  });

  test('engines: NOTIFY arrives when its transaction commits, and not when it is rolled back', async () => {
    const { db, changes } = await open();
    const heard: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    changes.subscribe((payload) => {
      heard.push(payload);
      if (payload === 'queue:last') resolve();
    });
    await assert.rejects(
      db.transaction().execute(async (trx) => {
        await changes.publish('queue:lost', trx);
        throw new Error('rolled back');
      }),
      /rolled back/,
    );
    await db.transaction().execute(async (trx) => {
      await changes.publish('cooperative', trx);
      assert.deepEqual(heard, []);
    });
    await changes.publish('queue:last');
    await promise;
    assert.deepEqual(heard, ['cooperative', 'queue:last']);
  });

  test('engines: transactions and queries at the same time keep to themselves', async () => {
    const { db } = await open();
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const doomed = n % 2 === 1;
        await db
          .transaction()
          .execute(async (trx) => {
            await trx
              .insertInto('account')
              .values({ label: `in ${n}`, role: 'liaison' })
              .execute();
            await turn();
            if (doomed) throw new Error('doomed');
          })
          .catch(() => undefined);
        await db
          .insertInto('account')
          .values({ label: `out ${n}`, role: 'liaison' })
          .execute();
      }),
    );
    const labels = await db.selectFrom('account').select('label').execute();
    assert.equal(labels.filter(({ label }) => label.startsWith('in ')).length, 10);
    assert.equal(labels.filter(({ label }) => label.startsWith('out ')).length, 20);
  });

  test('engines: a lease lets one holder run per term, and a failed run gives it back', async () => {
    const { db } = await open();
    const clock = createManualClock('2026-11-24T12:00:00.000Z');
    const runs: string[] = [];
    const as = (id: string) =>
      withLease({ db, clock, name: 'roll', holder: holder(id), ttlMs: 60_000 }, async () => void runs.push(id));
    assert.deepEqual([await as('a'), await as('b'), await as('a')], [true, false, true]);
    clock.advance(60_000);
    assert.equal(await as('b'), true);
    clock.advance(60_000);
    await assert.rejects(
      withLease({ db, clock, name: 'roll', holder: holder('a'), ttlMs: 60_000 }, () =>
        Promise.reject(new Error('failed')),
      ),
      /failed/,
    );
    assert.equal(await as('b'), true);
    assert.deepEqual(runs, ['a', 'a', 'b', 'b']);
  });
});
