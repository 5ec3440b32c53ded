// The clock of a shared desk: one press says whose people are there; a forgotten one ends by itself; heartbeats keep it open.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  addDesk,
  changeQueueShifts,
  getAudit,
  getDeskClock,
  getQueueShifts,
  pressDeskClock,
  sendDeskHeartbeat,
  type Connection,
  type ShiftRule,
} from '@askusnow/sdk';
import { lockChain } from '../../../server/src/platform/audit/audit-store.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { MONDAY_10, watchHeartbeats } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Monday: harford 10 to 12 and 14 to 16, cecil 10 to 11. */
const OWED: ShiftRule[] = [
  { library: 'harford', days: ['mo'], start: '10:00', end: '12:00' },
  { library: 'harford', days: ['mo'], start: '14:00', end: '16:00' },
  { library: 'cecil', service: 'global', days: ['mo'], start: '10:00', end: '11:00' },
];

withApp({
  now: MONDAY_10,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    desk: ['desk', 'statewide'],
    otherDesk: ['desk', 'harford-desk'],
  },
}).describe('desk clock', (on) => {
  let startMs = 0;
  before(async () => {
    startMs = on.clock.now();
    await watchHeartbeats(on.app, 'statewide');
    const { revision } = await getQueueShifts(on.coordinator, 'statewide');
    await changeQueueShifts(on.coordinator, 'statewide', { shifts: OWED, revision });
    await eventually(async () => (await getDeskClock(on.desk, 'statewide')).libraries.length === 2);
  });
  beforeEach(async () => {
    await on.app.database.db.deleteFrom('desk_press').execute();
  });

  const press = (by: Connection, library: string, isHere = true) =>
    pressDeskClock(by, { queue: 'statewide', library, isHere });
  const here = async (by = on.viewer) => (await getDeskClock(by, 'statewide')).here.map(({ library }) => library);
  const rows = async () =>
    (
      await on.app.database.db
        .selectFrom('desk_press')
        .select(['library_id', 'started_at', 'ended_at', 'ended_by', 'via', 'by'])
        .orderBy('id')
        .execute()
    ).map(({ library_id, started_at, ended_at, ended_by, via }) => [
      library_id,
      via,
      (started_at.getTime() - startMs) / MINUTE,
      ended_at && (ended_at.getTime() - startMs) / MINUTE,
      ended_by,
    ]);

  test('desk clock: a library, the desk’s own account and the coordinator press it, for libraries that owe hours there; everybody at the desk sees who is here', async () => {
    assert.deepEqual(await here(), []);
    assert.deepEqual((await press(on.harford, 'harford')).here, [
      {
        library: 'harford',
        name: '=Harford, "County"',
        since: new Date(startMs).toISOString(),
        until: new Date(startMs + 2 * HOUR).toISOString(),
      },
    ]);
    await press(on.desk, 'cecil');
    assert.deepEqual(await here(on.cecil), ['harford', 'cecil']);
    await press(on.coordinator, 'harford', false);
    assert.deepEqual(await here(), ['cecil']);
    const may = async (by: Connection) =>
      (await getDeskClock(by, 'statewide')).libraries.map(({ library, duty }) => [library, duty?.start.slice(11, 16)]);
    assert.deepEqual(await may(on.harford), [['harford', '14:00']]);
    assert.deepEqual(await may(on.desk), [
      ['harford', '14:00'],
      ['cecil', '14:00'],
    ]);
    assert.deepEqual(await may(on.viewer), []);
  });

  test('desk clock: nobody presses for a library of others, for one that owes nothing there, or only to look', async () => {
    assert.equal(await codeOf(press(on.harford, 'cecil')), '422 invalid-request');
    assert.equal(await codeOf(press(on.desk, 'nowhere')), '422 invalid-request');
    assert.equal(await codeOf(press(on.viewer, 'harford')), '403 read-only');
    assert.equal(await codeOf(press(on.otherDesk, 'harford')), '422 invalid-request');
    assert.equal(await codeOf(getDeskClock(on.otherDesk, 'statewide')), '404 unknown-queue');
    const own = pressDeskClock(on.harford, { queue: 'harford-desk', library: 'harford', isHere: true });
    assert.equal(await codeOf(own), '422 invalid-request');
    assert.deepEqual(await rows(), []);
  });

  test('desk clock: a press twice is one press; the audit log has each press that changed something', async () => {
    const before = (await getAudit(on.coordinator, { kind: 'presence' })).entries.length;
    await press(on.harford, 'harford');
    await press(on.desk, 'harford');
    on.clock.advance(MINUTE);
    await press(on.harford, 'harford', false);
    await press(on.harford, 'harford', false);
    assert.deepEqual(await rows(), [['harford', 'press', 0, 1, 'press']]);
    const { entries } = await getAudit(on.coordinator, { kind: 'presence' });
    assert.deepEqual(
      entries.slice(0, entries.length - before).map(({ action }) => action),
      ['clock-left', 'clock-pressed'],
    );
  });

  test('desk clock: a forgotten “leaving” ends with the hours; outside of them at the desk’s closing; the next press writes it down', async () => {
    const now = () => (on.clock.now() - startMs) / MINUTE;
    await press(on.harford, 'harford');
    on.clock.advance((120 - now()) * MINUTE);
    assert.deepEqual(await here(), []);
    on.clock.advance(90 * MINUTE);
    // At 13:30: before the hours from 14 on, with which it ends.
    const { here: early } = await press(on.harford, 'harford');
    assert.equal(early[0]?.until, new Date(startMs + 6 * HOUR).toISOString());
    await press(on.cecil, 'cecil');
    on.clock.advance(3 * HOUR);
    assert.deepEqual(await here(), ['cecil']);
    await press(on.harford, 'harford');
    on.clock.advance(8 * HOUR);
    assert.deepEqual(await here(), [], 'the desk closes at 22:00');
    // Leaving what is over is no press.
    await press(on.harford, 'harford', false);
    await press(on.cecil, 'cecil', false);
    assert.deepEqual(
      (await rows()).map(([library, , start, ...end]) => [library, Math.round(start as number), ...end]),
      [
        ['harford', 1, 120, 'shift'],
        ['harford', 210, 360, 'shift'],
        ['cecil', 210, 720, 'shift'],
        ['harford', 390, 720, 'shift'],
      ],
    );
    on.clock.advance(startMs + 7 * 24 * HOUR - on.clock.now());
    startMs = on.clock.now();
    for (const name of ['coordinator', 'harford', 'cecil', 'viewer', 'desk', 'otherDesk'] as const)
      await on.signInAgain(name);
  });

  test('desk clock: heartbeats with a library keep it here, beyond its hours too, and end it when they end', async () => {
    const { token } = await addDesk(on.coordinator, 'statewide', { name: 'Reading room' });
    let seq = 0;
    const beat = (library: string, state: 'available' | 'away' = 'available') =>
      sendDeskHeartbeat({ endpoint: on.app.url }, token, { state, seq: (seq += 1), library });
    const refused = await beat('nowhere').then(
      () => assert.fail('it was taken'),
      (error: { problem: { status: number; errors?: { field: string }[] } }) => error.problem,
    );
    assert.deepEqual([refused.status, refused.errors?.[0]?.field], [422, 'library']);
    await beat('cecil', 'away');
    on.clock.advance(55 * MINUTE);
    assert.deepEqual(await here(), []);
    for (let minute = 55; minute < 65; minute += 1) {
      await beat('cecil');
      on.clock.advance(MINUTE);
    }
    assert.deepEqual(await here(), ['cecil'], 'its hours ended at 60');
    on.clock.advance(MINUTE);
    assert.deepEqual(await here(), []);
    await beat('cecil');
    assert.deepEqual(await rows(), [
      ['cecil', 'heartbeat', 55, 65.5, 'source'],
      ['cecil', 'heartbeat', 66, null, null],
    ]);
  });

  test('desk clock: a press that heartbeats follow stays open while they come', async () => {
    const { token } = await addDesk(on.coordinator, 'statewide', { name: 'Second floor' });
    startMs = on.clock.now();
    await press(on.cecil, 'cecil');
    await sendDeskHeartbeat({ endpoint: on.app.url }, token, { state: 'busy', seq: 1, library: 'cecil' });
    const [open] = (await getDeskClock(on.cecil, 'statewide')).here;
    // Its hours are over, so that by the press alone it would end at the closing.
    assert.ok(Date.parse(open!.until) > startMs + 2 * MINUTE);
    assert.equal((await rows()).length, 1);
  });
});

/** Three nodes on one database. */
describe('desk clock, three nodes', () => {
  let store: TestStore;
  let nodes: TestApp[];
  let harford: Connection[];
  before(async () => {
    store = await createTestStore('postgres');
    const clock = createManualClock(MONDAY_10);
    nodes = [await startApp({ engine: 'postgres', store, clock, cooperative: TWO_LIBRARIES })];
    for (let count = 1; count < 3; count += 1) nodes.push(await startApp({ engine: 'postgres', store, clock }));
    const coordinator = connectionTo(nodes[0]!, await nodes[0]!.signIn('coordinator'));
    const { revision } = await getQueueShifts(coordinator, 'statewide');
    await changeQueueShifts(coordinator, 'statewide', { shifts: OWED, revision });
    harford = await Promise.all(
      nodes.map(async (node) => connectionTo(node, await node.signIn('liaison', ['harford']))),
    );
    await eventually(async () => (await getDeskClock(harford[0]!, 'statewide')).libraries.length === 1);
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await store.remove();
  });

  const db = () => nodes[0]!.database.db;
  const starts = async () =>
    (await db().selectFrom('desk_press').select('ended_by').orderBy('id').execute()).map(({ ended_by }) => ended_by);
  const pressEach = () =>
    harford.map((by) => () => pressDeskClock(by, { queue: 'statewide', library: 'harford', isHere: true }));
  const pressed = async () =>
    (await db().selectFrom('audit_entry').select('id').where('action', '=', 'clock-pressed').execute()).length;

  test('desk clock: presses on three nodes that meet under way are one, with one entry in the audit log', async () => {
    // The first is stopped before it commits, and the others by it.
    const replies = await meetUnderWay(nodes[0]!, async (trx) => void (await lockChain(trx)), pressEach());
    for (const { here } of replies)
      assert.deepEqual(
        here.map(({ library }) => library),
        ['harford'],
      );
    assert.deepEqual([await starts(), await pressed()], [[null], 1]);
  });

  test('desk clock: presses on three nodes that find a forgotten one end it once, and begin one', async () => {
    const yesterday = new Date(Date.parse(MONDAY_10) - 24 * HOUR);
    await db().updateTable('desk_press').set({ started_at: yesterday }).execute();
    const lock = async (trx: Kysely<Tables>) =>
      void (await trx.selectFrom('desk_press').select('id').forUpdate().execute());
    await meetUnderWay(nodes[0]!, lock, pressEach());
    assert.deepEqual([await starts(), await pressed()], [['shift', null], 2]);
  });

  test('desk clock: mutant: nodes that look first and write then keep three presses of one library', async () => {
    await sql`drop index desk_press_open`.execute(db());
    await db().deleteFrom('desk_press').execute();
    let looked = 0;
    const naive = ({ database }: TestApp) =>
      database.db.transaction().execute(async (trx) => {
        const open = await trx.selectFrom('desk_press').select('id').where('ended_at', 'is', null).executeTakeFirst();
        looked += 1;
        await eventually(() => looked === nodes.length);
        if (open === undefined)
          await trx
            .insertInto('desk_press')
            .values({ queue_id: 'statewide', library_id: 'harford', started_at: MONDAY_10, via: 'press', by: 'Mutant' })
            .execute();
      });
    await Promise.all(nodes.map(naive));
    assert.equal((await starts()).length, 3);
  });
});
