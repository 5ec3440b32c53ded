// What patrons saw is stored as transitions: once, in order, whichever node writes and whenever the database is back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { writeTransitions, type Transition } from '../../../server/src/availability/interval-store.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { aCooperativeText, CARROLL, importOptions } from '../../support/data/cooperative-text.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, closeQueue, MONDAY_10, startAnswering, type AnsweringNode } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

async function kept({ db }: Database, library: string): Promise<string[]> {
  const rows = await db
    .selectFrom('availability_interval')
    .selectAll()
    .where('library_id', '=', library)
    .orderBy('id')
    .execute();
  const clock = (at: Date | null) => at?.toISOString().slice(5, 16) ?? 'now';
  return rows.map(
    ({ started_at, ended_at, state, tier }) =>
      `${clock(started_at)}..${clock(ended_at)} ${[state, tier].filter(Boolean).join(' ')}`,
  );
}
const aTransition = (at: string, state: Transition['state']): Transition => ({
  library: 'harford',
  atMs: Date.parse(at),
  state,
  tier: state === 'available' ? 'local' : null,
  evidence: 'scheduled',
});

const A_DAY = [
  '05-04T14:00..05-04T21:00 available local',
  '05-04T21:00..05-05T02:00 available statewide',
  '05-05T02:00..05-05T12:00 available global',
  '05-05T12:00..05-05T13:00 available statewide',
  '05-05T13:00..now available local',
];

/** A slow machine takes the libraries of one instant in several turns: the next instant waits for them. */
async function advanceTo(iso: string, clock: ManualClock, nodes: readonly AnsweringNode[]): Promise<void> {
  for (const end = Date.parse(iso); clock.now() < end;) {
    clock.advance(HOUR_MS / 4);
    for (const { live } of nodes) await live.refresh([]);
  }
}

forEachEngineByTier((engine, open) => {
  test('intervals: two nodes write a day of transitions once', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const nodes = [await startAnswering(database, clock), await startAnswering(database, clock)];
    await advanceTo('2026-05-05T13:30:00.000Z', clock, nodes);
    await Promise.all(nodes.map((node) => node.close()));
    assert.deepEqual(await kept(database, 'harford'), A_DAY);
    assert.deepEqual(await kept(database, 'garrett'), ['05-04T14:00..now unknown']);
    await database.close();
  });

  test('intervals: transitions made while the table cannot be written keep their instants and hold up no frame', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const node = await startAnswering(database, clock);
    await eventually(async () => (await kept(database, 'harford')).length === 1);
    await sql`alter table availability_interval rename to interval_away`.execute(database.db);
    await advanceTo('2026-05-05T13:30:00.000Z', clock, [node]);
    assert.equal(node.live.frame('harford')?.availability.tier, 'local');
    await eventually(() => node.errors.length > 0);
    await sql`alter table interval_away rename to availability_interval`.execute(database.db);
    // The writer tries again after some seconds of its clock, and on a busy machine more than once. The next transition is hours ahead.
    await eventually(async () => {
      clock.advance(1_000);
      return (await kept(database, 'harford')).length === A_DAY.length;
    });
    assert.deepEqual(await kept(database, 'harford'), A_DAY);
    await node.close();
    await database.close();
  });

  test('intervals: a closing by a person starts an interval when it is made', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const node = await startAnswering(database, clock);
    clock.advance(20 * 60_000);
    await closeQueue(database, 'harford-desk', '2026-05-05T04:00:00.000Z');
    await eventually(async () => (await kept(database, 'harford')).length === 2);
    assert.deepEqual(await kept(database, 'harford'), [
      '05-04T14:00..05-04T14:20 available local',
      '05-04T14:20..now available statewide',
    ]);
    await node.close();
    await database.close();
  });

  test('intervals: a library that leaves the file and returns with the same answer gets a new interval', async () => {
    const database = await open();
    const clock = createManualClock(MONDAY_10);
    const imports = (text: string) => {
      clock.advance(60_000);
      return importCooperative(database, text, { ...importOptions, nowMs: clock.now() });
    };
    await imports(aCooperativeText());
    const node = await startAnswering(database, clock);
    const before = await eventually(() => node.live.frame('carroll')?.availability.state);
    await eventually(async () => (await kept(database, 'carroll')).length === 1);
    await imports(aCooperativeText([CARROLL, '']));
    await eventually(() => node.live.frame('carroll') === undefined);
    await imports(aCooperativeText());
    assert.equal(await eventually(() => node.live.frame('carroll')?.availability.state), before);
    await eventually(async () => (await kept(database, 'carroll')).length === 2);
    const times = (await kept(database, 'carroll')).map((stretch) => stretch.split(' ')[0]);
    assert.deepEqual(times, ['05-04T14:01..05-04T14:02', '05-04T14:03..now']);
    await node.close();
    await database.close();
  });

  test('intervals: while the server is down none runs: one ends with the last sign of life, and a restart starts anew', async () => {
    const database = await open();
    await addDesks(database);
    // A job's lease says nothing about answers.
    const lease = { name: 'another job', holder: 'node', expires_at: '2030-01-01T00:00:00Z' };
    await database.db.insertInto('lease').values(lease).execute();
    const clock = createManualClock(MONDAY_10);
    await (await startAnswering(database, clock)).close();
    clock.advance(60_000);
    await (await startAnswering(database, clock)).close();
    assert.deepEqual(await kept(database, 'harford'), ['05-04T14:00..now available local']);
    clock.advance(3 * HOUR_MS);
    await (await startAnswering(database, clock)).close();
    assert.deepEqual(await kept(database, 'harford'), [
      '05-04T14:00..05-04T14:03 available local',
      '05-04T17:01..now available local',
    ]);
    await database.close();
  });

  test('intervals: a transition that another node wrote, or that is older than the current one, changes nothing', async () => {
    const database = await open();
    await addDesks(database);
    const told = [aTransition('2026-05-04T13:00Z', 'available'), aTransition('2026-05-04T21:00Z', 'closed')];
    for (const each of [...told, ...told, aTransition('2026-05-04T20:00Z', 'unknown')])
      await writeTransitions(database, [each]);
    assert.deepEqual(await kept(database, 'harford'), [
      '05-04T13:00..05-04T21:00 available local',
      '05-04T21:00..now closed',
    ]);
    await writeTransitions(database, [
      aTransition('2026-05-04T21:00Z', 'unknown'),
      { ...aTransition('2026-05-04T21:00Z', 'closed'), library: 'nowhere' },
    ]);
    assert.deepEqual(await kept(database, 'harford'), [
      '05-04T13:00..05-04T21:00 available local',
      '05-04T21:00..now unknown',
    ]);
    await database.close();
  });

  test(`intervals: nodes that race, each in its own order, leave every interval once (${engine})`, async () => {
    const database = await open();
    await addDesks(database);
    const minutes = Array.from({ length: 12 }, (_, minute) => Date.parse(MONDAY_10) + minute * 60_000);
    const told = minutes.map((atMs, minute) =>
      aTransition(new Date(atMs).toISOString(), minute % 2 ? 'closed' : 'available'),
    );
    const node = async (): Promise<void> => {
      for (const each of told) await writeTransitions(database, [each]);
    };
    await Promise.all(Array.from({ length: 6 }, node));
    const starts = minutes.map((atMs) => new Date(atMs).toISOString().slice(5, 16));
    const expected = starts.map(
      (start, minute) => `${start}..${starts[minute + 1] ?? 'now'} ${minute % 2 ? 'closed' : 'available local'}`,
    );
    assert.deepEqual(await kept(database, 'harford'), expected);
    await database.close();
  });
});
