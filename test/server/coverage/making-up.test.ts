// Hours of a shared desk that were not covered: which they are, by when and with which times they are made up, what counts.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  announceClosing,
  getAllMadeUpHours,
  getAudit,
  getContributions,
  getMadeUpHours,
  offerHour,
  pickHour,
  removePickedHour,
  type HourToPick,
} from '@askusnow/sdk';
import { lockDesk } from '../../../server/src/cooperative/lock-store.ts';
import { acrossLibraries } from '../../../server/src/platform/db/request-deadline.ts';
import { insertPicked, loadShortTimes } from '../../../server/src/schedule/covers/made-up-store.ts';
import { expireCovers } from '../../../server/src/schedule/covers/store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';

const FILE = SHARED_HOURS_FILE.replace(
  'name: Test cooperative',
  'name: Test cooperative\n  sharedHours: { services: { statewide: { makeUpDays: 7 } }, excusesClosings: true }',
);

withApp({
  now: MONDAY_10,
  cooperative: FILE,
  as: {
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    carroll: ['liaison', 'carroll'],
    viewer: ['viewer', 'harford'],
    provider: ['provider', 'harford'],
    desk: ['desk', 'statewide'],
    coordinator: ['coordinator'],
  },
}).describe('made-up hours', (on) => {
  before(() => hoursWritten(on.app));
  beforeEach(async () => {
    const { db } = on.app.database;
    for (const table of ['cover_offer', 'made_up_hour', 'library_closing', 'desk_press'] as const)
      await db.deleteFrom(table).execute();
    on.clock.set(MONDAY_10);
    await on.signInAgain('harford');
    await on.signInAgain('cecil');
    await on.signInAgain('carroll');
    await on.signInAgain('coordinator');
  });

  const at = async (hour: number): Promise<void> => {
    on.clock.set(hourAt(hour));
    await expireCovers(on.app, on.clock.now());
  };
  /** Harford's two people on Monday from 2 PM to 4 PM, whom nobody replaced. */
  const giveInVain = async (): Promise<void> => {
    await offerHour(on.harford, 'harford', anHour(14, 16));
    await at(17);
  };
  const aPick = (from: number, to: number, over: Partial<HourToPick> = {}): HourToPick => ({
    ...{ queue: 'statewide', service: 'statewide', missed: hourAt(14), start: hourAt(from), end: hourAt(to) },
    ...over,
  });
  const pick = (from: number, to: number, over?: Partial<HourToPick>) =>
    pickHour(on.harford, 'harford', aPick(from, to, over));
  const press = (library: string, from: number, to: number) =>
    on.app.database.db
      .insertInto('desk_press')
      .values({
        ...{ queue_id: 'statewide', library_id: library, via: 'press', by: 'test', ended_by: 'press' },
        ...{ started_at: hourAt(from), ended_at: hourAt(to) },
      })
      .execute();
  const toMakeUp = async () =>
    (await getMadeUpHours(on.harford, 'harford')).toMakeUp.map((each) =>
      [each.start.slice(5, 16), each.why, each.minutes, each.pickedMinutes, each.through, each.isLate].join(' '),
    );

  test('made-up hours: one that nobody accepted is due in a week, and times with too few people are there to pick from', async () => {
    await offerHour(on.harford, 'harford', anHour(14, 16));
    assert.deepEqual(await toMakeUp(), []);
    await at(17);
    assert.deepEqual(await toMakeUp(), ['05-04T18:00 not-taken 240 0 2026-05-11 false']);
    const { free, services } = await getMadeUpHours(on.harford, 'harford');
    assert.equal(services.statewide, 'Statewide');
    // Monday from 6 PM, when cecil leaves; on Tuesday around carroll's hours and its own.
    assert.deepEqual(
      free
        .slice(0, 4)
        .map(({ start, end, needed, scheduled }) => [start.slice(5, 16), end.slice(5, 16), needed, scheduled]),
      [
        ['05-04T22:00', '05-05T02:00', 1, 0],
        ['05-05T13:00', '05-05T14:00', 1, 0],
        ['05-05T16:00', '05-05T18:00', 1, 0],
        ['05-05T20:00', '05-06T02:00', 1, 0],
      ],
    );
    assert.deepEqual((await getMadeUpHours(on.cecil, 'cecil')).free, []);
  });

  test('made-up hours: a picked hour is on the schedule, is removed before it begins, and both are in the audit log', async () => {
    await giveInVain();
    const made = await pick(33, 34);
    assert.deepEqual([made.outcome, made.mayRemove, made.missed], ['ahead', true, hourAt(14)]);
    assert.deepEqual(await toMakeUp(), ['05-04T18:00 not-taken 240 60 2026-05-11 false']);
    const { free } = await getMadeUpHours(on.harford, 'harford');
    assert.ok(!free.some(({ start }) => start === hourAt(33)));
    await removePickedHour(on.harford, 'harford', made.id);
    assert.equal(await codeOf(removePickedHour(on.harford, 'harford', made.id)), '404 not-found');
    assert.deepEqual(await toMakeUp(), ['05-04T18:00 not-taken 240 0 2026-05-11 false']);
    const again = await pick(33, 34);
    on.clock.set(hourAt(33));
    assert.equal(await codeOf(removePickedHour(on.harford, 'harford', again.id)), '409 hour-begun');
    const { entries } = await getAudit(on.coordinator, { library: 'harford' });
    assert.deepEqual(
      entries.slice(0, 3).map(({ action }) => action),
      ['hour-made-up', 'made-up-hour-removed', 'hour-made-up'],
    );
  });

  test('made-up hours: what is refused: not missed, not short, not free, not half hours, too long, begun, closed', async () => {
    await giveInVain();
    for (const [asked, field] of [
      [aPick(33, 34, { missed: hourAt(15) }), 'missed'],
      [aPick(33, 34, { service: 'global' }), 'missed'],
      [aPick(33, 34, { queue: 'harford-desk' }), 'queue'],
      [aPick(33.25, 34), 'start'],
      [aPick(33, 33.75), 'end'],
      [aPick(34, 33), 'end'],
      [aPick(57, 61.5), 'end'],
      [aPick(24 * 40, 24 * 40 + 1), 'end'],
    ] as const)
      assert.deepEqual(
        (await problemOf(pickHour(on.harford, 'harford', asked))).fields,
        [field],
        JSON.stringify(asked),
      );
    assert.deepEqual((await problemOf(pickHour(on.cecil, 'cecil', aPick(33, 34)))).fields, ['missed']);
    assert.equal(await codeOf(pick(16, 17)), '409 hour-begun');
    assert.equal(await codeOf(pick(34, 35)), '409 enough-people');
    assert.equal(await codeOf(pick(38, 39)), '409 on-duty');
    // Outside of the desk's hours nobody is needed.
    assert.equal(await codeOf(pick(31, 32)), '409 enough-people');
    await announceClosing(on.harford, 'harford', { start: hourAt(56), end: hourAt(72) });
    assert.equal(await codeOf(pick(57, 58)), '409 library-closed');
    await pick(81, 85);
    assert.equal(await codeOf(pick(88, 89)), '409 made-up-already');
  });

  test('made-up hours: who may: a library for itself and the coordinator; viewers and providers read, a desk does not', async () => {
    await giveInVain();
    assert.equal((await getMadeUpHours(on.viewer, 'harford')).toMakeUp.length, 1);
    assert.equal((await getMadeUpHours(on.provider, 'harford')).toMakeUp.length, 1);
    assert.equal(await codeOf(getMadeUpHours(on.desk, 'harford')), '403 people-only');
    assert.deepEqual((await getMadeUpHours(on.cecil, 'harford')).toMakeUp, []);
    assert.equal(await codeOf(pickHour(on.viewer, 'harford', aPick(33, 34))), '403 read-only');
    assert.equal(await codeOf(pickHour(on.cecil, 'harford', aPick(33, 34))), '404 unknown-library');
    const { id } = await pickHour(on.coordinator, 'harford', aPick(33, 34));
    assert.equal((await getAllMadeUpHours(on.coordinator)).madeUp[0]?.id, id);
    assert.deepEqual((await getAllMadeUpHours(on.cecil)).madeUp, []);
    assert.equal(await codeOf(removePickedHour(on.cecil, 'harford', id)), '404 unknown-library');
    await removePickedHour(on.coordinator, 'harford', id);
  });

  test('made-up hours: worked, it is credited once; with nobody there it makes up nothing; not known, it counts as picked', async () => {
    await giveInVain();
    await pick(33, 34);
    await at(36);
    assert.equal((await getMadeUpHours(on.harford, 'harford')).madeUp[0]?.outcome, 'unmonitored');
    assert.deepEqual(await toMakeUp(), ['05-04T18:00 not-taken 240 60 2026-05-11 false']);
    // A clock that it uses: it pressed at another time.
    await press('harford', 10, 11);
    assert.equal((await getMadeUpHours(on.harford, 'harford')).madeUp[0]?.outcome, 'absent');
    assert.deepEqual(await toMakeUp(), ['05-04T18:00 not-taken 240 0 2026-05-11 false']);
    await press('harford', 33, 34);
    assert.equal((await getMadeUpHours(on.harford, 'harford')).madeUp[0]?.outcome, 'covered');
    const { figures } = (await getContributions(on.coordinator, { month: '2026-05' })).libraries.find(
      ({ library }) => library === 'harford',
    )!;
    assert.deepEqual([figures?.owed, figures?.madeUp, figures?.given, figures?.notTaken], [240, 60, 60, 240]);
  });

  test('made-up hours: an hour in which nobody came is made up; a late one, and one of which nothing is known, are not', async () => {
    await at(41);
    assert.deepEqual(await toMakeUp(), []);
    await press('harford', 12, 13);
    assert.deepEqual(
      (await toMakeUp()).map((each) => each.slice(0, 21)),
      ['05-04T18:00 not-there', '05-05T18:00 not-there'],
    );
    await press('harford', 15, 16);
    assert.deepEqual(
      (await toMakeUp()).map((each) => each.slice(0, 21)),
      ['05-05T18:00 not-there'],
    );
  });

  test('made-up hours: an announced closing excuses its part, and a cooperative that does not make hours up has no day', async () => {
    await announceClosing(on.harford, 'harford', { start: hourAt(15), end: hourAt(20) });
    await at(17);
    // From 3 PM on the closing has given it, and nobody has accepted it.
    assert.deepEqual(await toMakeUp(), ['05-04T19:00 not-taken 0 0  false']);
  });

  test('made-up hours: a closing that is announced within a minute of a running hour excuses whole minutes', async () => {
    await press('harford', 12, 13);
    on.clock.set(new Date(Date.parse(hourAt(14)) + 17 * 60_000 + 23_456).toISOString());
    await announceClosing(on.harford, 'harford', { start: hourAt(14), end: hourAt(20) });
    await at(17);
    // Two people in the half hour that ran; the rest is given, and excused.
    assert.deepEqual(
      (await toMakeUp()).map((each) => each.slice(6, 23).trim()),
      ['18:00 not-there 3', '18:30 not-taken 0'],
    );
    assert.match((await toMakeUp())[0]!, / 34 0 2026-05-11 /);
  });

  test('made-up hours: after its last day an hour is late, until it is made up', async () => {
    await giveInVain();
    await at(8 * 24 - 0.5);
    await on.signInAgain('harford');
    assert.match((await toMakeUp())[0]!, / 2026-05-11 false$/);
    await at(8 * 24);
    assert.match((await toMakeUp())[0]!, / 2026-05-11 true$/);
    await pick(8 * 24 + 18, 8 * 24 + 22);
    // To come, after that day.
    assert.match((await toMakeUp())[0]!, / 240 240 2026-05-11 true$/);
    await press('harford', 8 * 24 + 18, 8 * 24 + 22);
    await at(9 * 24);
    assert.match((await toMakeUp())[0]!, / 240 240 2026-05-11 false$/);
  });

  /** One person is missing on Wednesday at 9 AM, and two libraries have an hour to make up. */
  const bothMissed = async (): Promise<void> => {
    await offerHour(on.carroll, 'carroll', anHour(34, 36));
    await giveInVain();
    await at(37);
  };
  const WEDNESDAY_9 = { startMs: Date.parse(hourAt(57)), endMs: Date.parse(hourAt(58)) };
  const onWednesday = async (): Promise<number> =>
    (
      await on.app.database.db
        .selectFrom('made_up_hour')
        .select('id')
        .where('starts_at', '=', new Date(hourAt(57)))
        .execute()
    ).length;

  test('made-up hours: of two libraries that pick the last place at once, one has it', async () => {
    await bothMissed();
    const outcomes = await meetUnderWay(on.app, (trx) => acrossLibraries(() => lockDesk(trx, 'statewide')), [
      () => codeOf(pick(57, 58)),
      () => codeOf(pickHour(on.carroll, 'carroll', aPick(57, 58, { missed: hourAt(34) }))),
    ]);
    assert.deepEqual(outcomes.toSorted(), ['409 enough-people', 'done']);
    assert.equal(await onWednesday(), 1);
  });

  test('made-up hours: mutant: where each looks before it has the lock, both have the last place', async () => {
    await bothMissed();
    const { db } = on.app.database;
    const desk = on.app.registry.queue('statewide')!;
    const looked = await acrossLibraries(() =>
      Promise.all(['harford', 'carroll'].map(() => loadShortTimes(db, desk, WEDNESDAY_9))),
    );
    for (const [index, library] of ['harford', 'carroll'].entries()) {
      assert.equal(looked[index]?.length, 1);
      const hour = { queue: 'statewide', library, service: 'statewide', missedMs: Date.parse(hourAt(14)) } as const;
      await insertPicked(db, { ...hour, ...WEDNESDAY_9 }, { by: { label: 'mutant' }, atMs: on.clock.now() });
    }
    assert.equal(await onWednesday(), 2);
  });
});
