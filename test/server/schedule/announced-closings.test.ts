// Closings that libraries announce: what is offered by one, what excuses, what is refused, and what the withdrawal takes back.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  announceClosing,
  getAnnouncedClosings,
  getAudit,
  getCovers,
  getDeskWeek,
  moveCover,
  offerHour,
  withdrawAnnouncedClosing,
  type Connection,
} from '@askusnow/sdk';
import { offerClosedHours } from '../../../server/src/schedule/covers/announced-closing-store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: {
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    desk: ['desk', 'statewide'],
    coordinator: ['coordinator'],
  },
}).describe('announced closings', (on) => {
  before(() => hoursWritten(on.app));
  beforeEach(async () => {
    const { db } = on.app.database;
    await db.deleteFrom('cover_offer').execute();
    await db.deleteFrom('library_closing').execute();
    on.clock.set(MONDAY_10);
    for (const name of ['harford', 'cecil', 'viewer', 'coordinator'] as const) await on.signInAgain(name);
  });

  const announce = (from: number, to: number) =>
    announceClosing(on.harford, 'harford', { start: hourAt(from), end: hourAt(to) });
  const offersOf = async (who: Connection = on.harford, library = 'harford') =>
    (await getCovers(who, library)).covers
      .filter((each) => each.library.id === 'harford')
      .map(({ start, end, state, reason }) => [start.slice(5, 16), end.slice(11, 16), state, reason].join(' '));

  test('announced closings: its hours are offered for that reason, whole half hours that the closing touches', async () => {
    const closing = await announce(15.2, 39.7);
    assert.deepEqual([closing.offered, closing.mayWithdraw], [2, true]);
    assert.deepEqual(await offersOf(), ['05-04T19:00 20:00 open closed', '05-05T18:00 20:00 open closed']);
    const { closings, duties } = await getDeskWeek(on.cecil, 'statewide', {});
    assert.deepEqual(closings, [{ library: 'harford', start: hourAt(15.2), end: hourAt(39.7) }]);
    // Nobody counts as scheduled by an hour that is given.
    assert.ok(!duties.some(({ library, start }) => library === 'harford' && start === hourAt(38)));
    const { entries } = await getAudit(on.coordinator, { library: 'harford' });
    assert.deepEqual(entries[0]?.action, 'library-closing-announced');
    assert.equal((await offersOf(on.cecil, 'cecil'))[0], '05-04T19:00 20:00 open ');
  });

  test('announced closings: an hour that runs is offered from its next half hour, and what is over is not announced', async () => {
    on.clock.set(hourAt(14.4));
    await on.signInAgain('harford');
    const { start } = await announce(9, 20);
    assert.equal(start, hourAt(14.4));
    assert.deepEqual(await offersOf(), ['05-04T18:30 20:00 open closed']);
  });

  test('announced closings: withdrawn, its open hours are the library’s again; what another accepted stays accepted', async () => {
    const { id } = await announce(12, 60);
    const [monday] = (await getCovers(on.cecil, 'cecil')).covers;
    await moveCover(on.cecil, 'cecil', monday!.id, { step: 'accepted' });
    await withdrawAnnouncedClosing(on.harford, 'harford', id);
    assert.deepEqual(
      (await offersOf()).map((each) => each.split(' ').slice(2).join(' ')),
      ['accepted closed', 'withdrawn closed'],
    );
    assert.deepEqual(await getAnnouncedClosings(on.harford, 'harford'), { zone: 'America/New_York', closings: [] });
    // Sent again, since its answer was lost.
    await withdrawAnnouncedClosing(on.harford, 'harford', id);
    const { entries } = await getAudit(on.coordinator, { library: 'harford' });
    assert.deepEqual(
      entries.slice(0, 2).map(({ action }) => action),
      ['library-closing-withdrawn', 'library-closing-announced'],
    );
  });

  test('announced closings: hours far ahead are offered as they come near, once, and not again where their library works them', async () => {
    await announce(24 * 35, 24 * 36);
    assert.deepEqual(await offersOf(), []);
    on.clock.set(hourAt(24 * 10));
    await on.signInAgain('harford');
    await offerClosedHours(on.app.database, on.clock.now());
    await offerClosedHours(on.app.database, on.clock.now());
    assert.deepEqual(await offersOf(), ['06-08T18:00 20:00 open closed']);
    const [offer] = (await getCovers(on.harford, 'harford')).covers;
    await moveCover(on.harford, 'harford', offer!.id, { step: 'withdrawn' });
    await offerClosedHours(on.app.database, on.clock.now());
    assert.deepEqual(await offersOf(), ['06-08T18:00 20:00 withdrawn closed']);
  });

  test('announced closings: what is refused, by field, and who may', async () => {
    for (const [from, to, field] of [
      [20, 20, 'end'],
      [8, 9, 'end'],
      [24 * 401, 24 * 402, 'start'],
      [24, 24 * 33, 'end'],
    ] as const)
      assert.deepEqual((await problemOf(announce(from, to))).fields, [field], `${from} ${to}`);
    const { id } = await announce(24, 48);
    assert.equal(await codeOf(announce(47, 50)), '409 announced-already');
    await announce(48, 50);
    const time = { start: hourAt(72), end: hourAt(80) };
    assert.equal(await codeOf(announceClosing(on.viewer, 'harford', time)), '403 read-only');
    assert.equal(await codeOf(announceClosing(on.cecil, 'harford', time)), '404 unknown-library');
    assert.equal(await codeOf(withdrawAnnouncedClosing(on.cecil, 'cecil', id)), '404 not-found');
    assert.equal(await codeOf(getAnnouncedClosings(on.desk, 'harford')), '403 people-only');
    assert.equal((await getAnnouncedClosings(on.viewer, 'harford')).closings[0]?.mayWithdraw, false);
    await withdrawAnnouncedClosing(on.coordinator, 'harford', id);
    on.clock.set(hourAt(51));
    await on.signInAgain('harford');
    assert.deepEqual((await getAnnouncedClosings(on.harford, 'harford')).closings, []);
  });

  test('announced closings: one that begins within reach and ends beyond is offered shift by shift, whole, as each comes near', async () => {
    // From the 28th day on: the shift of June 1 ends beyond what can be given now.
    await announce(24 * 20, 24 * 40);
    const before = await offersOf();
    assert.ok(
      before.every((each) => each.includes('18:00 20:00')),
      before.join(),
    );
    for (const hour of [24 * 28 - 9, 24 * 28 - 8.5, 24 * 28 - 8, 24 * 28 - 7]) {
      on.clock.set(hourAt(hour - 24 * 20));
      await offerClosedHours(on.app.database, on.clock.now());
    }
    await on.signInAgain('harford');
    const after = await offersOf();
    assert.ok(after.length >= before.length);
    assert.ok(
      after.every((each) => each.includes('18:00 20:00')),
      after.join(),
    );
  });

  test('announced closings: one that has begun ends with its withdrawal, and still excuses what is over', async () => {
    const { id } = await announce(12, 60);
    on.clock.set(hourAt(20));
    await on.signInAgain('harford');
    await withdrawAnnouncedClosing(on.harford, 'harford', id);
    const row = await on.app.database.db.selectFrom('library_closing').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([row.withdrawn_at, row.ends_at.toISOString()], [null, hourAt(20)]);
    assert.match((await offersOf()).at(-1)!, / withdrawn closed$/);
    // It may be announced for longer now.
    await announce(21, 70);
  });

  test('announced closings: an hour that a person has withdrawn since is not offered again', async () => {
    await announce(24, 48);
    const [offer] = (await getCovers(on.harford, 'harford')).covers;
    await moveCover(on.harford, 'harford', offer!.id, { step: 'withdrawn' });
    const given = await offerHour(on.harford, 'harford', { ...anHour(38, 40), reason: 'meeting' });
    await moveCover(on.harford, 'harford', given.id, { step: 'withdrawn' });
    await offerClosedHours(on.app.database, on.clock.now());
    assert.deepEqual(
      (await offersOf()).map((each) => each.split(' ').slice(2).join(' ')),
      ['withdrawn closed', 'withdrawn meeting'],
    );
  });
});
