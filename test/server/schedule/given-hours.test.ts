// An hour of a shared desk that was given and not accepted counts as unscheduled wherever gaps are read.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { getCoverageNow, getQueueCoverage, getSchedule, moveCover, offerHour } from '@askusnow/sdk';
import { loadCover } from '../../../server/src/help/assistance/cover.ts';
import { loadCloseReason } from '../../../server/src/help/assistance/load-close-reason.ts';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'], coordinator: ['coordinator'] },
}).describe('given hours', (on) => {
  const GAPS = ['10–14', '18–22'];
  const hour = (instant: string): number => (Date.parse(instant) - Date.parse(hourAt(0))) / 3_600_000;
  const ofMonday = (gaps: readonly (readonly [string, string])[]): string[] =>
    gaps.map((gap) => gap.map(hour).join('–')).slice(0, 2);
  const desk = async () =>
    (await getCoverageNow(on.coordinator, {})).queues.find(({ queue }) => queue === 'statewide')!;
  /** By the schedule from now on, which is what the desk's page reads. */
  const scheduleGaps = async (): Promise<string[]> =>
    ofMonday((await getSchedule(on.coordinator, 'statewide', { from: MONDAY_10, to: hourAt(24) })).gaps);
  const give = () => offerHour(on.harford, 'harford', anHour(14, 16));
  const inTwoHours = { queue: 'statewide', startMs: Date.parse(hourAt(14)), endMs: Date.parse(hourAt(16)) };

  before(() => hoursWritten(on.app));
  beforeEach(() => on.app.database.db.deleteFrom('cover_offer').execute());

  test('given hours: one that nobody has accepted is a gap ahead, and no gap once it is accepted or withdrawn', async () => {
    const readAll = async () => [ofMonday((await desk()).forecastGaps), await scheduleGaps()];
    assert.deepEqual(await readAll(), [GAPS, GAPS]);
    const made = await give();
    assert.deepEqual(await readAll(), [
      ['10–16', '18–22'],
      ['10–16', '18–22'],
    ]);
    await moveCover(on.cecil, 'cecil', made.id, { step: 'accepted' });
    assert.deepEqual(await readAll(), [GAPS, GAPS]);
    await moveCover(on.cecil, 'cecil', made.id, { step: 'undone' });
    assert.deepEqual((await readAll())[0], ['10–16', '18–22']);
    await moveCover(on.harford, 'harford', made.id, { step: 'withdrawn' });
    assert.deepEqual(await readAll(), [GAPS, GAPS]);
  });

  test('given hours: a part is a gap for its half hours, and none while another library is on duty', async () => {
    const { id } = await offerHour(on.harford, 'harford', { ...anHour(15, 15.5) });
    assert.deepEqual(await scheduleGaps(), ['10–14', '15–15.5']);
    await moveCover(on.harford, 'harford', id, { step: 'withdrawn' });
    await offerHour(on.cecil, 'cecil', anHour(16, 18));
    assert.deepEqual(await scheduleGaps(), ['10–14', '16–22']);
  });

  test('given hours: an hour that is made up is scheduled, and one that is removed is not', async () => {
    const { db } = on.app.database;
    const madeUp = {
      ...{ queue_id: 'statewide', library_id: 'cecil', service: 'statewide' as const, by: 'x' },
      ...{ starts_at: hourAt(19), ends_at: hourAt(20), for_starts_at: hourAt(-8), picked_at: hourAt(9) },
    };
    await db
      .insertInto('made_up_hour')
      .values({ ...madeUp, removed_at: null })
      .execute();
    assert.deepEqual(await scheduleGaps(), ['10–14', '18–19']);
    await db
      .updateTable('made_up_hour')
      .set({ removed_at: hourAt(9) })
      .execute();
    assert.deepEqual(await scheduleGaps(), GAPS);
    await db.deleteFrom('made_up_hour').execute();
  });

  test('given hours: help may be asked for one, and goes on until it is accepted', async () => {
    const { db } = on.app.database;
    const nowMs = on.clock.now();
    const reason = () => loadCloseReason(db, { ...inTwoHours, reason: 'forecast-gap' }, nowMs);
    assert.equal((await loadCover(db, 'statewide', inTwoHours, nowMs))?.by, 'shifts');
    assert.notEqual(await reason(), null);
    const made = await give();
    assert.equal(await loadCover(db, 'statewide', inTwoHours, nowMs), null);
    assert.equal(await reason(), null);
    await moveCover(on.cecil, 'cecil', made.id, { step: 'accepted' });
    assert.notEqual(await reason(), null);
  });

  test('given hours: a desk that was counted as scheduled counts as open with nobody scheduled after the step', async () => {
    const unstaffed = async () => (await getCoverageNow(on.coordinator, {})).counts.unstaffed;
    const before = await unstaffed();
    const now = on.clock.now();
    on.clock.advance(inTwoHours.startMs - now);
    assert.equal(await unstaffed(), before - 1);
    on.clock.advance(now - inTwoHours.startMs);
    await give();
    on.clock.advance(inTwoHours.startMs - now);
    await eventually(async () => (await unstaffed()) === before);
    assert.equal((await desk()).kind, 'off');
    on.clock.advance(now - on.clock.now());
  });

  test('given hours: coverage now names the library that is to be there, and not the one that gave its hour', async () => {
    const made = await give();
    await moveCover(on.cecil, 'cecil', made.id, { step: 'accepted' });
    on.clock.set(hourAt(14.5));
    await on.signInAgain('coordinator');
    assert.deepEqual((await desk()).scheduled, ['Cecil']);
    await on.app.database.db.deleteFrom('cover_offer').execute();
    assert.deepEqual((await desk()).scheduled, ['=Harford, "County"']);
    on.clock.set(MONDAY_10);
    await on.signInAgain('coordinator');
  });

  test('given hours: one given in vain is no part of its shift: where nobody comes after it, that is a no-show and no early end', async () => {
    const { db } = on.app.database;
    await offerHour(on.harford, 'harford', anHour(14, 15));
    const seen = (state: 'nobody' | 'available', from: number, to: number) => ({
      ...{ queue_id: 'statewide', state, started_at: hourAt(from), ended_at: hourAt(to) },
    });
    await db
      .insertInto('presence_interval')
      .values([seen('nobody', 14, 16), seen('available', 16, 17)])
      .execute();
    on.clock.set(hourAt(17));
    await on.signInAgain('coordinator');
    const { gaps, sum } = await getQueueCoverage(on.coordinator, 'statewide', { from: hourAt(14), to: hourAt(16) });
    assert.deepEqual(
      gaps.map(({ start, end, kind }) => [hour(start), hour(end!), kind]),
      [[15, 16, 'no-show']],
    );
    assert.deepEqual([sum.scheduled, sum.uncovered, sum.earlyEnd, sum.lateStart], [60, 60, 0, 0]);
    await db.deleteFrom('presence_interval').execute();
    on.clock.set(MONDAY_10);
    await on.signInAgain('coordinator');
  });
});
