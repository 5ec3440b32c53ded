// Which stored rows are placements: what only robots, trials and diagnoses have created decides nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getOverview, getPlacements, setPlacementRetired } from '@askusnow/sdk';
import { DAY_MS, toUtcDate } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aDiagnosis, aPlacement, aRefusal } from '../../support/data/counters.ts';

withApp({
  engines: ['pglite'],
  now: '2026-10-05T15:00:00.000Z',
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('placements that count', (on) => {
  const ago = (days: number): string => new Date(on.clock.now() - days * DAY_MS).toISOString();
  const add = async (pattern: string, lastDaysAgo: number): Promise<number> => {
    const seen = { firstSeen: ago(90), lastSeen: ago(lastDaysAgo) };
    const id = await aPlacement(on.app.database.db, { library: 'harford', pattern, ...seen });
    await on.app.database.db.updateTable('placement').set({ established: false }).where('id', '=', id).execute();
    return id;
  };
  const seeUntilTwentyDaysAgo = async (placement: number): Promise<void> => {
    for (let day = 20; day < 60; day++)
      await aDay(on.app.database.db, {
        library: 'harford',
        placement,
        date: toUtcDate(on.clock.now() - day * DAY_MS),
        impressions: 10,
      });
  };
  const list = async () => (await getPlacements(on.liaison, 'harford', { days: 30 })).placements;

  for (const unseen of ['bot', 'practice'] as const) {
    test(`placements: a lost page without a word of its own is retired, although a page of the same look has only ${unseen} events`, async () => {
      const { db } = on.app.database;
      const without = await add(`/${unseen}-one`, 1);
      await aDay(db, {
        library: 'harford',
        placement: without,
        date: ago(1).slice(0, 10),
        class: unseen,
        impressions: 3,
      });
      const placement = await add(`/${unseen}-two`, 20);
      await seeUntilTwentyDaysAgo(placement);
      const [lost, ...others] = await list();
      assert.deepEqual([lost!.page, lost!.status, others], ['/:slug', 'lost', []]);
      await setPlacementRetired(on.liaison, 'harford', lost!.id, { retired: true });
      assert.equal((await list())[0]!.status, 'retired');
      await setPlacementRetired(on.liaison, 'harford', lost!.id, { retired: false });
      assert.equal((await list())[0]!.status, 'lost');
      assert.equal(
        (await problemOf(setPlacementRetired(on.liaison, 'harford', 999_999, { retired: true }))).status,
        404,
      );
      await db.deleteFrom('placement').where('library_id', '=', 'harford').execute();
    });
  }

  /** As its liaison and the coordinator see the library. */
  const seen = async () => {
    const { status, lostSince, attention, keyPages } = await getPlacements(on.liaison, 'harford', { days: 30 });
    const row = (await getOverview(on.coordinator, { days: 30 })).libraries.find(
      ({ library }) => library === 'harford',
    )!;
    const { keyPagesLive: live } = row;
    assert.deepEqual(
      { status, lostSince, attention, live: keyPages.live },
      { status: row.status, lostSince: row.lostSince, attention: row.attention, live },
    );
    return status;
  };

  test('placements: a library has one status for its liaison and its coordinator, whatever of it is only ever hidden', async () => {
    const { db } = on.app.database;
    const hide = async (pattern: string, daysAgo: number) => {
      const hidden = await add(pattern, daysAgo);
      await aDiagnosis(db, hidden, ago(daysAgo).slice(0, 10), { hidden: 5 });
      return hidden;
    };
    const statuses = [await seen()];
    const menu = await hide('/menu', 0);
    statuses.push(await seen());
    assert.deepEqual(
      (await list()).map(({ status, sight }) => [status, sight.faults.map(({ fault }) => fault)]),
      [['live', ['hidden']]],
    );
    await aRefusal(db, { library: 'harford', date: ago(0).slice(0, 10), count: 4 });
    statuses.push(await seen());
    // The same place as the page shows it, seen until twenty days ago.
    const placement = await add('/hours', 20);
    await seeUntilTwentyDaysAgo(placement);
    statuses.push(await seen());
    await db.deleteFrom('placement').where('id', '=', menu).execute();
    await hide('/footer/old', 25);
    statuses.push(await seen());
    assert.deepEqual(statuses, ['never-seen', 'never-seen', 'refused', 'lost', 'lost']);
  });
});
