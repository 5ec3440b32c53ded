// The skew between a machine's clock and a real Postgres.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { createSharedClock, systemClock, type SharedClock } from '../../../server/src/platform/clock.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { correctClock, databaseClock, measureSkew } from '../../../server/src/platform/nodes/skew.ts';
import { createTestStore, openTestDatabase, type TestStore } from '../../support/app/database.ts';
import { createWrongClock } from '../../support/app/machine-clock.ts';

describe('skew', () => {
  let store: TestStore;
  let database: Database;

  before(async () => {
    store = await createTestStore('postgres');
    database = await openDatabase(store.config, () => undefined);
  });
  after(async () => {
    await database.close();
    await store.remove();
  });

  /** How far a measurement on this machine is from the truth, which is `aheadMs`: both clocks are the same. */
  async function errorMs(aheadMs: number): Promise<{ errorMs: number; uncertaintyMs: number }> {
    const measured = await measureSkew(database, createWrongClock(aheadMs));
    assert.ok(measured);
    return { errorMs: Math.abs(measured.skewMs - aheadMs), uncertaintyMs: measured.uncertaintyMs };
  }

  test('skew: a machine’s clock is measured to within half a round trip, ahead and behind', async () => {
    for (const aheadMs of [0, 300_000, -300_000]) {
      const { errorMs: error, uncertaintyMs } = await errorMs(aheadMs);
      // Both clocks are read in whole and in parts of milliseconds.
      assert.ok(error <= uncertaintyMs + 1, `${aheadMs}: off by ${error} ms, at most ${uncertaintyMs} ms are possible`);
    }
  });

  test('skew: the command line’s clock is the database’s, too', async () => {
    const clock = await databaseClock(database, createWrongClock(300_000));
    assert.ok(Math.abs(clock.now() - systemClock.now()) < 1_000);
    const embedded = await openTestDatabase('pglite');
    const machine = createWrongClock(300_000);
    assert.equal(await databaseClock(embedded, machine), machine);
    await embedded.close();
  });

  /** How far the clock is off if the machine's is set by five minutes after `correct` began. */
  async function offAfterJumpMs(correct: (clock: SharedClock) => Promise<void>): Promise<number> {
    const machine = createWrongClock(0);
    const clock = createSharedClock(machine);
    const corrected = correct(clock);
    machine.setAhead(300_000);
    await corrected;
    return Math.abs(clock.now() - systemClock.now());
  }

  test('skew: a clock that is set while it is measured is measured again', async () => {
    assert.ok((await offAfterJumpMs((clock) => correctClock(database, clock))) < 1_000);
  });

  test('skew: mutant: a measurement that began before the clock was set counts: the jump is taken off twice', async () => {
    const offMs = await offAfterJumpMs(async (clock) =>
      clock.setSkew((await measureSkew(database, clock.machine))!.skewMs),
    );
    assert.ok(Math.abs(offMs - 300_000) < 1_000, `${offMs}`);
  });

  test('skew: answers that take longer than a second are thrown away, and one quick answer is enough', async () => {
    await sql`create table delay (sec real)`.execute(database.db);
    await sql`create function clock_timestamp() returns timestamptz language plpgsql as $$
      declare sec real;
      begin
        delete from delay where ctid = (select min(ctid) from delay) returning delay.sec into sec;
        perform pg_sleep(coalesce(sec, 0));
        return pg_catalog.clock_timestamp();
      end $$`.execute(database.db);
    await sql`do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$`.execute(
      database.db,
    );
    const slow = await openDatabase(store.config, () => undefined);
    await sql`insert into delay values (1.2), (1.2)`.execute(database.db);
    const measured = await measureSkew(slow, systemClock);
    assert.ok(measured && measured.uncertaintyMs < 500, 'the third answer was quick');
    await sql`insert into delay values (1.2), (1.2), (1.2)`.execute(database.db);
    assert.equal(await measureSkew(slow, systemClock), null);
    await slow.close();
  });
});
