import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { EventBatch } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createPlacementMemory } from '../../../server/src/visibility/ingest/placement-memory.ts';
import { foldPlacements, insertPlacements } from '../../../server/src/visibility/ingest/placement-store.ts';
import { OTHER, slotKey } from '../../../server/src/visibility/ingest/placement-admission.ts';
import { record, type Submission } from '../../../server/src/visibility/ingest/record.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addLibraries, countersOf, startNode } from '../../support/app/ingest.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';

const NOW = '2026-11-24T15:20:00.000Z';
const NO_FALLBACK = { fallback_phone: null, fallback_form: null, fallback_page: null };

/** What pages may send as a branch: two registered ones, one that has ended, another library's, none, nonsense. */
const SENT: unknown[] = [
  ...['bel-air', 'bel-air', 'aberdeen', 'closed-one', 'lakeside-branch', 'unheard-of', undefined, '', 'Bel Air', 7],
  ...[null, ['bel-air'], 'a'.repeat(4_000), "'; drop table branch --"],
];

forEachEngineByTier((_engine, open) => {
  const start = async () => {
    const database = await open();
    await addLibraries(database);
    await database.db
      .insertInto('branch')
      .values([
        { library_id: 'harford', id: 'bel-air', name: 'Bel Air', ...NO_FALLBACK },
        { library_id: 'harford', id: 'aberdeen', name: 'Aberdeen', ...NO_FALLBACK },
        { library_id: 'harford', id: 'closed-one', name: 'Closed', ...NO_FALLBACK, removed: true },
        { library_id: 'lakeside', id: 'lakeside-branch', name: 'Lakeside', ...NO_FALLBACK },
      ])
      .execute();
    return { database, node: await startNode(database, createManualClock(NOW)) };
  };
  const clicksOf = async ({ db }: Database): Promise<Record<string, number>> => {
    const { rows } = await sql<{ branch: string; clicks: number }>`
      select branch, sum(click_phone + click_tablet + click_desktop) as clicks from branch_day group by branch`.execute(
      db,
    );
    return Object.fromEntries(rows.map(({ branch, clicks }) => [branch, clicks]));
  };
  const batches = (): (EventBatch | object)[] =>
    SENT.flatMap((branch) => [
      { ...aBatch({ at: NOW, events: [anEvent(), anEvent({ kind: 'impression', measurable: true })] }), branch },
      { ...aBatch({ at: NOW, page: '/search', practice: true }), branch },
    ]);

  test('branches: a registered branch is counted beside its placement, any other text counts to the library alone', async () => {
    const { database, node } = await start();
    for (const batch of batches()) assert.equal((await node.send(batch)).status, 202);
    assert.deepEqual(await clicksOf(database), { 'bel-air': 4, aberdeen: 2 });
    const counters = JSON.stringify(await countersOf(database));
    for (const text of ['unheard-of', 'Bel Air', 'drop table', 'a'.repeat(16)])
      assert.ok(!counters.includes(text), text);
    await node.close();
  });

  test('branches: the library’s counts are the same with branches and without, and a branch’s are a part of them', async () => {
    const [named, unnamed] = [await start(), await start()];
    for (const batch of batches()) {
      const { branch: _branch, ...without } = batch as EventBatch;
      await Promise.all([named.node.send(batch), unnamed.node.send(without)]);
    }
    assert.deepEqual(await countersOf(named.database), await countersOf(unnamed.database));
    assert.deepEqual(await clicksOf(unnamed.database), {});
    const { rows } = await sql`
      select placement_id from branch_day
      join placement_day as whole using (library_id, placement_id, date, state, tier, class)
      group by placement_id, date, state, tier, class, whole.click_desktop, whole.impression_desktop
      having sum(branch_day.click_desktop) > whole.click_desktop
        or sum(branch_day.impression_desktop) > whole.impression_desktop`.execute(named.database.db);
    assert.deepEqual(rows, []);
    for (const { node } of [named, unnamed]) await node.close();
  });

  test('branches: a placement that is folded away takes its branches’ counts along', async () => {
    const { database, node } = await start();
    await node.send(aBatch({ at: NOW, branch: 'bel-air' }));
    await node.send(aBatch({ at: NOW, branch: 'aberdeen' }));
    const { id, ...slot } = await database.db.selectFrom('placement').selectAll().executeTakeFirstOrThrow();
    const other = { ...slot, ...OTHER, seenAt: NOW, established: true };
    await database.db.transaction().execute(async (trx) => {
      await insertPlacements(trx, [other]);
      await foldPlacements(trx, [id]);
    });
    assert.deepEqual(await clicksOf(database), { 'bel-air': 1, aberdeen: 1 });
    assert.deepEqual(
      (await database.db.selectFrom('placement').select('pattern').execute()).map(({ pattern }) => pattern),
      [OTHER.pattern],
    );
    await node.close();
  });

  test('branches: mutant: a check that takes any text of an id’s shape stores it, if the table’s key did not refuse', async () => {
    const { database, node } = await start();
    const slot = { library_id: 'harford', origin_id: 1, pattern: '/', name: 'header', form: 'tag' } as const;
    const submission = (branch: string): Submission => ({
      ...{
        batch: aBatch({ at: NOW }).batch,
        slot,
        key: slotKey(slot),
        branch,
        origin: '',
        isPublished: true,
        widget: '0.1.0',
      },
      library: {
        id: 'harford',
        name: '',
        zone: 'America/New_York',
        live: true,
        fallback: {},
        queues: [],
        origins: [],
        branches: [],
        keyPages: [],
      },
      hour: { date: '2026-11-24', hour: 10, startMs: Date.parse(NOW) },
      cells: [{ state: 'available', tier: 'local', class: 'counted', counts: [] }],
      diagnoses: [],
    });
    const write = () => record(database.db, createPlacementMemory(), [submission('unheard-of')]);
    await assert.rejects(write, /foreign key/);
    await sql`alter table branch_day drop constraint branch_day_library_id_branch_fkey`.execute(database.db);
    await write();
    assert.deepEqual(Object.keys(await clicksOf(database)), ['unheard-of']);
    await node.close();
  });
});
