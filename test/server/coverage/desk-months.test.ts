// Months of desks that are stored: the same figures as computed ones, whatever changes of what they were computed from.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql, type RawBuilder } from 'kysely';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import { addCorrection } from '../../../server/src/coverage/ledger/store.ts';
import { computeMonth } from '../../../server/src/coverage/months/compute-month.ts';
import { readGivenOfMonths } from '../../../server/src/coverage/months/read-given.ts';
import { readCoverageOfMonths } from '../../../server/src/coverage/months/read-months.ts';
import { monthsDesks, storeMonths } from '../../../server/src/coverage/months/run.ts';
import { storeMonth as storeComputed } from '../../../server/src/coverage/months/store.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { insertPicked } from '../../../server/src/schedule/covers/made-up-store.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesksAndLibraries, anyMonth, DESKS, storeMonth, type Month } from '../../support/data/drawn-months.ts';
import { statementsOf } from '../../support/data/sql.ts';
import { timesByTier } from '../../support/tier.ts';

const DESK = { queueId: 'state', zone: 'America/New_York' };
const SOME_MONTH = { startMs: Date.parse('2026-10-01T04:00:00Z'), endMs: Date.parse('2026-11-01T04:00:00Z') };
const LATER_MS = 6 * DAY_MS;

/** What a writer may do to what is over, each on one desk at an instant of the drawn days. */
const CHANGES: Record<string, (queue: string, at: Date, end: Date) => RawBuilder<unknown>> = {
  'coverage correction': (queue, at, end) =>
    sql`insert into coverage_correction (queue_id, starts_at, ends_at, kind, by, at, why)
      values (${queue}, ${at}, ${end}, 'uncovered', 'x', ${at}, 'x')`,
  'duty correction': (queue) =>
    sql`insert into duty_correction (queue_id, library_id, service, starts_at, ends_at, side, said, by, at, why)
      select queue_id, library_id, service, starts_at, ends_at, 'library', 'absent', 'x', starts_at, 'x'
      from schedule_range where queue_id = ${queue} and library_id is not null`,
  'made-up hour': (queue, at, end) =>
    sql`insert into made_up_hour (queue_id, library_id, service, starts_at, ends_at, for_starts_at, picked_at, by)
      values (${queue}, 'carroll', 'statewide', ${at}, ${end}, ${at}, ${at}, 'x')`,
  'made-up hour removed': (queue, at) => sql`update made_up_hour set removed_at = ${at} where queue_id = ${queue}`,
  'given hour taken': (queue) =>
    sql`update cover_offer set state = 'accepted', taken_by = case library_id when 'cecil' then 'harford' else 'cecil' end
      where queue_id = ${queue}`,
  'shift added': (queue, at, end) =>
    sql`insert into schedule_range (queue_id, kind, source, starts_at, ends_at, library_id, service)
      values (${queue}, 'shift', 'rules', ${at}, ${end}, 'cecil', 'global')`,
  'shift ended': (queue) =>
    sql`update schedule_range set ends_at = ends_at - interval '10 minutes' where queue_id = ${queue}`,
  'shifts removed': (queue) => sql`delete from schedule_range where queue_id = ${queue} and library_id is not null`,
  'press ended': (queue, at) =>
    sql`update desk_press set ended_at = started_at + interval '7 minutes', ended_by = 'press'
      where queue_id = ${queue} and started_at <= ${at}`,
  'presence removed': (queue) => sql`delete from presence_interval where queue_id = ${queue}`,
  'state seen since': (queue, at) =>
    sql`update queue_presence set state = 'nobody', since = ${at}, sampled_at = ${at}::timestamptz + interval '3 hours' where queue_id = ${queue}`,
};
const anyChange = (names = Object.keys(CHANGES)) =>
  fc.record({
    name: fc.constantFrom(...names),
    queue: fc.constantFrom(...DESKS),
    hour: fc.nat(90),
    hours: fc.integer({ min: 1, max: 6 }),
  });
type Change = ReturnType<typeof anyChange> extends fc.Arbitrary<infer Value> ? Value : never;
/** Which of these changes writes each table. */
const CHANGES_OF: Record<string, string[]> = {
  coverage_correction: ['coverage correction'],
  duty_correction: ['duty correction'],
  made_up_hour: ['made-up hour', 'made-up hour removed'],
  cover_offer: ['given hour taken'],
  schedule_range: ['shift added', 'shift ended', 'shifts removed'],
  desk_press: ['press ended'],
  presence_interval: ['presence removed'],
  queue_presence: ['state seen since'],
};

const BARE: Month = {
  beginning: { from: '2026-10-30T12:00:00Z', months: ['2026-10', '2026-11'] },
  nowSec: 259_200,
  ...{ shifts: [], offers: [], madeUp: [], hours: [], presses: [], corrections: [], presence: [] },
};
const SHIFT: Month['shifts'][number] = {
  ...{ queue: 'state', library: 'harford', service: 'statewide', people: 1, closing: false },
  ...{ start: 0, length: 1, startCutMs: 0, endCutMs: 0 },
};
const MADE_UP: Month['madeUp'][number] = {
  ...{ queue: 'state', library: 'harford', service: 'statewide', start: 0, length: 1, isRemoved: false },
};
const CORRECTED: Change = { name: 'coverage correction', queue: 'state', hour: 0, hours: 1 };

forEachEngineByTier((_engine, open) => {
  let database: Database;
  let registry: Registry;
  before(async () => {
    database = await open();
    await addDesksAndLibraries(database);
    for (const queue_id of DESKS) await database.db.insertInto('queue_presence').values({ queue_id }).execute();
    registry = await createRegistry(database);
  });
  after(() => registry.close());

  /** The months around the drawn days, by each zone. */
  const read = async (from: string, nowMs: number): Promise<unknown> => {
    const months = { from: from.slice(0, 7), to: new Date(nowMs).toISOString().slice(0, 7) };
    const { libraries } = await readGivenOfMonths({ database, registry }, months, nowMs);
    const desks = monthsDesks(registry);
    return { libraries, coverage: [...(await readCoverageOfMonths(database.db, desks, months, nowMs))] };
  };
  const computed = async (from: string, nowMs: number): Promise<unknown> => {
    await database.db.deleteFrom('desk_month').execute();
    return read(from, nowMs);
  };
  const store = (nowMs: number): Promise<void> =>
    storeMonths({ database, registry, clock: { now: () => nowMs, after: () => ({ cancel() {} }) } });

  /** What drawn months found, at its shortest. */
  const FOUND: [Month, Change][] = [
    // Hours that were made up before anything else was stored of the desk.
    [{ ...BARE, hours: [{ queue: 'state', start: 1, length: 4 }], madeUp: [MADE_UP] }, CORRECTED],
    // Nothing was known of the desk's people, and then since when nobody was there.
    [
      { ...BARE, shifts: [SHIFT] },
      { ...CORRECTED, name: 'state seen since' },
    ],
    // An hour that was given before the month began, of a shift over midnight whose library corrected the rest.
    [
      {
        ...BARE,
        shifts: [SHIFT, { ...SHIFT, start: 76, length: 5 }],
        offers: [{ shift: 1, skip: 1, length: 1, taker: 'cecil', isWithdrawn: false, workedSec: null }],
        corrections: [{ hours: 3, isOther: false, side: 'library', said: 'there', from: 0, to: 0 }],
      },
      CORRECTED,
    ],
  ];
  let storedRows = 0;
  const agrees = async (drawn: Month, { name, queue, hour, hours }: Change): Promise<void> => {
    const { from } = drawn.beginning;
    await database.db.deleteFrom('coverage_correction').execute();
    await database.db.updateTable('queue_presence').set({ state: null, since: null, sampled_at: null }).execute();
    const nowMs = (await storeMonth(database, drawn)) + LATER_MS;
    const before = await computed(from, nowMs);
    await store(nowMs);
    storedRows += (await database.db.selectFrom('desk_month').select('month').execute()).length;
    assert.deepEqual(await read(from, nowMs), before);
    const at = new Date(Date.parse(from) + hour * HOUR_MS);
    await CHANGES[name]!(queue, at, new Date(at.getTime() + hours * HOUR_MS)).execute(database.db);
    assert.deepEqual(await read(from, nowMs), await computed(from, nowMs), name);
  };

  test('desk months: stored ones have the figures that are computed, before and after any change of what is over', async () => {
    storedRows = 0;
    await fc.assert(fc.asyncProperty(anyMonth, anyChange(), agrees), {
      ...{ numRuns: FOUND.length + timesByTier(6, 300), examples: FOUND },
    });
    assert.ok(storedRows > 0);
  });

  test('desk months: mutant: a table whose changes renew no month is found, each of them', async () => {
    for (const [table, names] of Object.entries(CHANGES_OF)) {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(database.db);
      try {
        await assert.rejects(
          fc.assert(fc.asyncProperty(anyMonth, anyChange(names), agrees), { endOnFailure: true, numRuns: 300 }),
          new RegExp(names.join('|')),
          table,
        );
      } finally {
        await sql`alter table ${sql.table(table)} enable trigger user`.execute(database.db);
      }
    }
  });

  test('desk months: each table that a month is computed from renews it, and a new one must be added here', async () => {
    const statements = await statementsOf((db) => computeMonth(db, DESK, SOME_MONTH, SOME_MONTH.endMs + LATER_MS));
    const tables = new Set(
      statements.flatMap((text) => [...text.matchAll(/(?:from|join) "([a-z_]+)"/g)].map(([, table]) => table!)),
    );
    const { rows } = await sql<{ table: string }>`
      select distinct event_object_table as table from information_schema.triggers
      where trigger_name like 'renew_desk_months%'`.execute(database.db);
    const renewing = rows.map(({ table }) => table);
    // Of a queue nothing but its id is read.
    assert.deepEqual([...tables].filter((table) => table !== 'queue').sort(), renewing.sort());
  });

  test('desk months: a correction and a made-up hour renew the months that they touch, and no other', async () => {
    const at = (iso: string): Date => new Date(iso);
    const shifts = ['2026-08-12', '2026-09-16', '2026-10-14'].map((day) => ({
      ...{ queue_id: 'state', kind: 'shift' as const, source: 'rules' as const, library_id: 'harford' },
      ...{ service: 'statewide' as const, starts_at: at(`${day}T14:00:00Z`), ends_at: at(`${day}T16:00:00Z`) },
    }));
    for (const table of [
      'schedule_range',
      'cover_offer',
      'made_up_hour',
      'desk_press',
      'presence_interval',
      'duty_correction',
      'coverage_correction',
      'desk_month',
    ] as const)
      await database.db.deleteFrom(table).execute();
    await database.db.insertInto('schedule_range').values(shifts).execute();
    const nowMs = Date.parse('2026-11-20T12:00:00Z');
    const months = async (): Promise<string[]> =>
      (
        await database.db
          .selectFrom('desk_month')
          .select('month')
          .where('queue_id', '=', 'state')
          .where('zone', '=', DESK.zone)
          .where('through_at', 'is not', null)
          .orderBy('month')
          .execute()
      ).map(({ month }) => month);
    await store(nowMs);
    const all = ['2026-08', '2026-09', '2026-10', '2026-11'];
    assert.deepEqual(await months(), all);
    const october = async () =>
      (await readCoverageOfMonths(database.db, [DESK], { from: '2026-10', to: '2026-10' }, nowMs)).get(
        'state America/New_York',
      )!;
    assert.equal((await october()).covered, 0);
    const by = { id: null, label: 'A coordinator' };
    const [startMs, endMs] = [Date.parse('2026-10-14T14:00:00Z'), Date.parse('2026-10-14T15:00:00Z')];
    await addCorrection(database, 'state', { startMs, endMs, kind: 'covered', why: 'x', by, atMs: nowMs, sent: null });
    assert.deepEqual(await months(), ['2026-08', '2026-09', '2026-11']);
    assert.equal((await october()).covered, 60);
    await store(nowMs);
    assert.deepEqual([await months(), (await october()).covered], [all, 60]);
    const hour = { queue: 'state', library: 'cecil', service: 'statewide' as const, missedMs: startMs };
    await insertPicked(
      database.db,
      { ...hour, startMs: Date.parse('2026-11-10T14:00:00Z'), endMs: Date.parse('2026-11-10T15:00:00Z') },
      { by, atMs: nowMs },
    );
    assert.deepEqual(await months(), ['2026-08', '2026-09', '2026-10']);
  });

  test('desk months: a change that is made while a month is computed leaves nothing stored', async () => {
    const nowMs = SOME_MONTH.endMs + LATER_MS;
    const month = { ...DESK, month: '2026-10' };
    await database.db.deleteFrom('desk_month').execute();
    const isStored = await storeComputed(database.db, month, nowMs, async () => {
      const made = await computeMonth(database.db, DESK, SOME_MONTH, nowMs);
      await CHANGES['coverage correction']!(
        'state',
        new Date(SOME_MONTH.startMs + DAY_MS),
        new Date(SOME_MONTH.startMs + 2 * DAY_MS),
      ).execute(database.db);
      return made;
    });
    assert.equal(isStored, false);
    assert.equal((await database.db.selectFrom('desk_month').select('month').execute()).length, 0);
    assert.equal(
      await storeComputed(database.db, month, nowMs, () => computeMonth(database.db, DESK, SOME_MONTH, nowMs)),
      true,
    );
  });
});
