// A library's side of coverage, from what its patrons saw and did.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { LibraryCoverage } from '@askusnow/sdk/contract';
import { withStarted } from '../../support/app/fixture.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { eventually } from '../../support/waiting.ts';

/** A Monday, noon in New York. */
const NOW = '2026-05-04T16:00:00.000Z';
const sunday = (clock: string): string => `2026-05-03T${clock}:00.000Z`;

withStarted({ node: (engine) => startCoverage(engine, NOW) }).describe('a library’s coverage', (on) => {
  const read = async (query = '') =>
    (await on.node.ask<LibraryCoverage>(on.node.liaison, `libraries/harford/coverage${query}`)).body;

  before(async () => {
    await eventually(() => on.node.live.frame('harford'));
    const { db } = on.node.database;
    const row = { library_id: 'harford', evidence: 'observed' as const };
    await db
      .insertInto('availability_interval')
      .values([
        { ...row, started_at: sunday('12:00'), ended_at: sunday('13:00'), state: 'closed', tier: null },
        { ...row, started_at: sunday('13:00'), ended_at: sunday('15:00'), state: 'available', tier: 'local' },
        { ...row, started_at: sunday('15:00'), ended_at: sunday('16:00'), state: 'unknown', tier: null },
        {
          ...row,
          library_id: 'carroll',
          started_at: sunday('12:00'),
          ended_at: sunday('20:00'),
          state: 'busy',
          tier: 'local',
        },
      ])
      .execute();
    await on.node.poll('harford-desk', 'nobody', sunday('14:00'), sunday('14:10'));
    await on.node.poll('state', 'available', sunday('12:30'), sunday('12:40'));
    await db
      .insertInto('library_origin')
      .values({ library_id: 'harford', origin: 'https://www.library.example' })
      .execute();
    const placement = await aPlacement(db, { library: 'harford' });
    const day = { library: 'harford', placement };
    await aDay(db, { ...day, date: '2026-05-03', state: 'closed', clicks: 2, viewable: 20 });
    await aDay(db, { ...day, date: '2026-05-02', state: 'unknown', clicks: 7, viewable: 70 });
    await aDay(db, { ...day, date: '2026-05-02', state: 'available', clicks: 100, viewable: 900 });
    await aDay(db, { ...day, date: '2026-05-01', state: 'closed', class: 'practice', clicks: 50 });
  });

  test('library coverage: what patrons saw, by state and tier, over the recorded minutes', async () => {
    const { told, zone } = await read(`?from=${sunday('10:00')}&to=${sunday('18:00')}`);
    assert.equal(zone, 'America/New_York');
    assert.deepEqual([told.minutes, told.availability], [240, 0.5]);
    assert.equal(told.since, sunday('12:00'), 'recorded from later on than asked for');
    assert.deepEqual(told.byState, [
      { state: 'available', tier: 'local', minutes: 120 },
      { state: 'unknown', tier: null, minutes: 60 },
      { state: 'closed', tier: null, minutes: 60 },
    ]);
  });

  test('library coverage: an interval is cut to the period, and an open one ends now', async () => {
    const { told } = await read(`?from=${sunday('14:30')}&to=${sunday('15:30')}`);
    assert.equal(told.since, sunday('14:30'));
    assert.deepEqual(
      told.byState.map(({ minutes }) => minutes),
      [30, 30],
    );
    on.node.clock.set('2026-05-04T16:10:00.000Z');
    const lasting = await read(`?from=${NOW}`);
    assert.equal(lasting.told.minutes, 10);
    assert.equal(lasting.to, '2026-05-04T16:10:00.000Z');
  });

  test('library coverage: seconds shown open while nobody was seen, and shown closed while somebody was, by day', async () => {
    const { accuracy } = await read();
    assert.equal(accuracy.length, 7);
    // The last sample of each is 30 s before the poll's end, and holds for 90 s.
    assert.deepEqual(
      accuracy.find(({ date }) => date === '2026-05-03'),
      {
        date: '2026-05-03',
        shownOpenSec: 660,
        observedOpenSec: 660,
        shownClosedSec: 660,
        observedClosedSec: 660,
      },
    );
  });

  const missed = async () =>
    (await read()).missed
      .filter(({ clicks, viewable, suppressed }) => clicks + viewable > 0 || suppressed)
      .map(({ weekday, daypart, clicks, viewable, suppressed }) => [weekday, daypart, clicks, viewable, suppressed]);

  test('missed demand by weekday and part of the day: hidden when small, whole once four weeks are counted', async () => {
    assert.deepEqual(await missed(), [
      [6, 'afternoon', 0, 0, true],
      [7, 'afternoon', 0, 0, true],
    ]);
    const placement = await aPlacement(on.node.database.db, { library: 'harford', name: 'footer' });
    await aDay(on.node.database.db, { library: 'harford', placement, date: '2026-04-01', clicks: 1 });
    assert.deepEqual(await missed(), [
      [6, 'afternoon', 7, 70, false],
      [7, 'afternoon', 2, 20, false],
    ]);
  });

  test('library coverage: definitions stand beside the numbers', async () => {
    const { definitions } = await read();
    for (const term of ['Availability', 'Unmet demand', 'Displayed-state accuracy'])
      assert.ok(
        definitions.some((each) => each.term === term),
        term,
      );
  });
});
