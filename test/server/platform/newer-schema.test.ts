// A database that a newer version has migrated: a running node goes on from memory, and a start says what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { sql } from 'kysely';
import type { Availability } from '@askusnow/sdk/contract';
import { startApp } from '../../support/app/app.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestStore, variablesOf, ENGINES } from '../../support/app/database.ts';
import { askusnow } from '../../support/app/process.ts';
import { eventually } from '../../support/waiting.ts';

for (const engine of ENGINES)
  test(`newer schema: a node whose database is migrated answers availability from memory, and a start exits with a sentence, on ${engine}`, async (t) => {
    const store = await createTestStore(engine);
    const node = await startApp({ engine, store, cooperative: COOPERATIVE_FILE });
    let isOpen = true;
    const close = async (): Promise<void> => {
      if (isOpen) await node.close();
      isOpen = false;
    };
    t.after(async () => {
      await close();
      await store.remove();
    });
    const answer = async (): Promise<Availability> => {
      const reply = await fetch(`${node.url}/v1/libraries/harford/availability`);
      assert.equal(reply.status, 200);
      return (await reply.json()) as Availability;
    };
    const before = await answer();
    const { db, changes } = node.database;
    await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2027-01-01')`.execute(db);
    await sql`alter table queue rename column zone to zone_of_the_future`.execute(db);
    await changes.publish('cooperative');
    await eventually(() => node.log.some((line) => /zone/.test(line)));
    assert.deepEqual({ ...(await answer()), asOf: '' }, { ...before, asOf: '' });

    await close();
    const { code, complaints } = await askusnow(['start'], { PORT: '0', ...variablesOf(store.config) });
    assert.equal(code, EXIT.refused);
    assert.match(complaints, /^The database has been changed by a newer version of askusnow \(9999-from-the-future\)/);
    assert.doesNotMatch(complaints, /\n\s+at /);
  });
