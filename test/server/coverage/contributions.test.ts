// What each library gave at the shared desks: the coordinator's list, a library's own month, its report and its share link.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import {
  addReportShare,
  getContributions,
  getCooperativeRegistration,
  getMonthReport,
  getMonthText,
  saveCooperativeRegistration,
  toContributionsCsvUrl,
  type Connection,
} from '@askusnow/sdk';
import { SHARED_HOURS, type SharedHours } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { codeOf, problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = '2026-11-16T17:00:00.000Z';
const OCTOBER = { month: '2026-10' };

withApp({
  now: NOW,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    viewer: ['viewer', 'cecil'],
    desk: ['desk', 'statewide'],
  },
}).describe('contributions', (on) => {
  const choose = async (chosen: Partial<SharedHours>): Promise<void> => {
    const { registration, revision } = await getCooperativeRegistration(on.coordinator);
    const sharedHours = { ...SHARED_HOURS, ...chosen };
    await saveCooperativeRegistration(on.coordinator, { registration: { ...registration, sharedHours }, revision });
    await eventually(() => isDeepStrictEqual(on.app.registry.sharedHours(), sharedHours));
  };

  before(async () => {
    const { db } = on.app.database;
    await knowSchedulesSince(on.app.database, NOW);
    /** Hours of October by UTC, four each day that is named. */
    const day = (date: number, hour: number): Date => new Date(Date.UTC(2026, 9, date, hour));
    const shift = (library_id: string, date: number, hour: number) => ({
      ...{
        queue_id: 'statewide',
        kind: 'shift' as const,
        source: 'rules' as const,
        library_id,
        service: 'statewide' as const,
      },
      ...{ starts_at: day(date, hour), ends_at: day(date, hour + 2) },
    });
    await db
      .insertInto('schedule_range')
      .values([shift('harford', 5, 14), shift('harford', 12, 14), shift('harford', 19, 14), shift('cecil', 6, 14)])
      .execute();
    const press = (library_id: string, date: number, hour: number, minutes: number) => ({
      ...{ queue_id: 'statewide', library_id, via: 'press' as const, by: 'test', ended_by: 'press' as const },
      ...{ started_at: day(date, hour), ended_at: new Date(day(date, hour).getTime() + minutes * 60_000) },
    });
    await db
      .insertInto('desk_press')
      .values([press('harford', 5, 14, 120), press('harford', 12, 15, 60)])
      .execute();
    await db
      .insertInto('cover_offer')
      .values({
        ...{ queue_id: 'statewide', library_id: 'harford', service: 'statewide', starts_at: day(19, 14) },
        ...{ ends_at: day(19, 15), reason: 'illness', state: 'accepted', taken_by: 'cecil', by: 'test' },
        ...{ offered_at: day(18, 14), decided_at: day(18, 15) },
      })
      .execute();
  });

  const valuesOf = async (month = OCTOBER) =>
    (await getContributions(on.coordinator, month)).libraries.map(({ library, value, figures }) => [
      library,
      value,
      figures && [figures.owed, figures.given, figures.missed, figures.unmonitored],
    ]);

  test('contributions: the coordinator reads every library’s month by name, with the definition beside it', async () => {
    // Harford: two hours in full, one of two, and one that it kept of the third; cecil uses no clock.
    assert.deepEqual(await valuesOf(), [
      ['harford', 180 / 360, [360, 180, 120, 0]],
      ['cecil', null, [120, 0, 0, 180]],
    ]);
    const { definition, contribution, since } = await getContributions(on.coordinator, OCTOBER);
    assert.equal(contribution, 'given-of-owed');
    assert.match(definition, /^Hours given, out of hours owed\./);
    assert.equal(since, '2026-10');
    assert.deepEqual(await valuesOf({ month: '2026-09' }), [
      ['harford', null, null],
      ['cecil', null, null],
    ]);
    assert.equal((await problemOf(getContributions(on.coordinator, { month: '2026-12' }))).code, 'invalid-request');
  });

  test('contributions: liaisons and viewers read other libraries only where the cooperative publishes the list; a desk reads none', async () => {
    const seen = async (by: Connection) =>
      (await getContributions(by, OCTOBER)).libraries.map(({ library }) => library);
    assert.deepEqual([await seen(on.harford), await seen(on.viewer)], [['harford'], ['cecil']]);
    await choose({ isPublished: true });
    for (const by of [on.harford, on.viewer]) assert.deepEqual(await seen(by), ['harford', 'cecil']);
    assert.equal(await codeOf(getContributions(on.desk, OCTOBER)), '403 staff-only');
    await choose({ isPublished: false });
  });

  test('contributions: the list as CSV, without a cell that a spreadsheet runs', async () => {
    const url = toContributionsCsvUrl(on.coordinator, '2026-10');
    const csv = async (cookie: string) => fetch(url, { headers: { cookie } });
    const lines = (await (await csv(on.cookies.coordinator)).text()).split('\r\n');
    assert.match(lines[0]!, /^library,month,owed \(minutes\),given \(minutes\),.*given of owed \(share\)$/);
    assert.equal(lines[1], `"'=Harford, ""County""",2026-10,360,180,180,0,0,0,0,120,0,0,,0.5`);
    assert.equal((await (await csv(on.cookies.viewer)).text()).trim().split('\r\n').length, 2, 'its own library alone');
  });

  test('contributions: a library’s report has its own month, with each time; its text and its share link have it in a sentence', async () => {
    const { sharedDesk } = await getMonthReport(on.harford, 'harford', OCTOBER);
    assert.deepEqual(
      sharedDesk!.duties.map(({ start, outcome, lateMinutes, earlyMinutes }) => [
        start.slice(5, 16),
        outcome,
        lateMinutes,
        earlyMinutes,
      ]),
      [
        ['10-05T14:00', 'covered', 0, 0],
        ['10-12T14:00', 'covered', 60, 0],
        ['10-19T15:00', 'absent', 0, 0],
      ],
    );
    assert.equal((await getMonthReport(on.harford, 'harford', { month: '2026-09' })).sharedDesk, null);
    const words =
      /Hours at the shared desk:? 3 hours given, 6 owed: 50 %\. Missed: 2 hours\.(?: What counts)? Hours given, out of hours owed\./;
    assert.match((await getMonthText(on.harford, 'harford', '2026-10')).replaceAll(/\s+/g, ' '), words);
    const { link } = await addReportShare(on.harford, 'harford', { days: 90 });
    const page = await (await fetch(`${link}?month=2026-10`)).text();
    assert.match(page.replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' '), words);
  });

  test('contributions: other choices; a share link hides a rate of few clicks', async () => {
    await choose({ contribution: 'share-of-given' });
    assert.equal((await valuesOf())[0]![1], 1);
    await choose({ contribution: 'given-per-100-questions' });
    assert.equal((await valuesOf())[0]![1], null, 'no click was counted');
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', origin: 'https://www.library.example' });
    await aDay(db, { library: 'harford', placement, date: '2026-10-07', clicks: 4, impressions: 60 });
    const { libraries } = await getContributions(on.coordinator, OCTOBER);
    assert.deepEqual([libraries[0]!.questions, libraries[0]!.value], [4, 75]);
    const { link } = await addReportShare(on.harford, 'harford', { days: 90 });
    const page = await (await fetch(`${link}?month=2026-10`)).text();
    assert.match(
      page,
      /3 hours given\. Missed: 2 hours\.<details><summary>What counts<\/summary>Hours given for each 100 clicks/,
    );
    await choose({});
  });
});
