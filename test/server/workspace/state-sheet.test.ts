// The sheet for the state program report: figures of a fiscal year from stored facts, gaps as gaps, a row for each library.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  addTrainingSession,
  getCooperativeReport,
  getStateSheet,
  openFollowUp,
  saveCooperativeSamplePlan,
  saveQuestions,
  toStateSheetCsvUrl,
  type Connection,
} from '@askusnow/sdk';
import { stateSheetSchema } from '@askusnow/sdk/contract';
import { daysOf } from '../../../server/src/platform/time/day-window.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { withApp } from '../../support/app/fixture.ts';
import { untilRan } from '../../support/app/job-runs.ts';
import { connectionTo, problemOf } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

test('state sheet and cooperative report: a desk that two libraries share is once in the sums', async () => {
  const clock = createManualClock('2026-11-24T15:00:20.500Z');
  const cooperative = TWO_LIBRARIES.replace('queue: cecil-desk', 'queue: harford-desk');
  const app = await startApp({ engine: 'pglite', clock, cooperative });
  try {
    await untilRan(app.database, ['schedule']);
    const coordinator = connectionTo(app, await app.signIn('coordinator'));
    clock.set('2026-12-01T15:00:20.500Z');
    const { libraries, total } = await getStateSheet(coordinator);
    assert.ok(libraries[0]!.hours!.scheduled > 0);
    assert.deepEqual([libraries[1]!.hours, total!.hours], [libraries[0]!.hours, libraries[0]!.hours]);
    assert.equal(total!.known.hours, 2);
    const report = await getCooperativeReport(coordinator, { month: '2026-11' });
    const parts = report.libraries.map(({ coverage }) => coverage!.scheduled);
    assert.deepEqual([report.coverage!.libraries, parts.length], [2, 2]);
    assert.ok(parts.includes(report.coverage!.sum.scheduled), JSON.stringify([parts, report.coverage]));
  } finally {
    await app.close();
  }
});

test('state sheet: on its first day a server reports no hour of before its installation', async () => {
  const clock = createManualClock('2026-11-24T15:00:00.000Z');
  const app = await startApp({ engine: 'pglite', clock, cooperative: TWO_LIBRARIES });
  try {
    await untilRan(app.database, ['schedule']);
    const coordinator = connectionTo(app, await app.signIn('coordinator'));
    clock.advance(2 * HOUR_MS);
    const { libraries } = await getStateSheet(coordinator);
    // Open from 9 AM, installed at 10 AM.
    assert.deepEqual(libraries[0]!.hours, { scheduled: 120, covered: 0, unmonitored: 120 });
    assert.deepEqual([libraries[0]!.hoursSince, libraries[1]!.hours], ['2026-11-24', null]);
  } finally {
    await app.close();
  }
});

withApp({
  now: '2026-11-24T15:00:20.500Z',
  as: { coordinator: ['coordinator'], harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'] },
}).describe('state sheet', (on) => {
  before(async () => {
    await untilRan(on.app.database, ['schedule']);
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-08-01T12:00:00.000Z' });
    const gone = await aPlacement(db, { library: 'harford', pattern: '/old', firstSeen: '2026-08-01T12:00:00.000Z' });
    for (const date of daysOf({ from: '2026-08-01', to: '2026-11-23' }))
      await aDay(db, { library: 'harford', placement, date, clicks: 5 });
    await aDay(db, { library: 'harford', placement: gone, date: '2026-08-02', clicks: 1 });
    // A day with far more than usual; what was not counted asks for no check.
    await aDay(db, { library: 'harford', placement, date: '2026-10-20', clicks: 60, viewable: 60, state: 'busy' });
    await aDay(db, { library: 'harford', placement, date: '2026-10-06', clicks: 500, class: 'bot' });
    await aDay(db, { library: 'harford', placement, date: '2026-10-06', clicks: 3, class: 'practice' });
    await saveQuestions(on.harford, 'harford', {
      source: 'typed',
      days: daysOf({ from: '2026-10-12', to: '2026-10-18' }).map((date) => ({
        date,
        state: 'counted',
        questions: 4,
        revision: 0,
      })),
    });
    await addTrainingSession(on.harford, 'harford', { date: '2026-07-01', topic: 'policies', headcount: 6 });
    await addTrainingSession(on.harford, 'harford', { date: '2026-06-30', topic: 'policies', headcount: 9 });
    await openFollowUp(on.harford, { library: 'harford', reference: '2-4711' });
    const at = (instant: string) => new Date(instant);
    // One in the morning of July 1 in New York is the evening of June 30 in Los Angeles, where Cecil is.
    const { id } = await openFollowUp(on.cecil, { library: 'cecil', reference: '2-4712' });
    await db
      .updateTable('follow_up')
      .set({ opened_at: at('2026-07-01T05:00:00Z') })
      .where('id', '=', id)
      .execute();
    await db
      .insertInto('schedule_range')
      .values({
        queue_id: 'harford-desk',
        kind: 'shift',
        starts_at: at('2026-09-07T13:00:00Z'),
        ends_at: at('2026-09-07T17:00:00Z'),
        label: null,
        source: 'rules',
        uid: null,
      })
      .execute();
    await db
      .insertInto('presence_interval')
      .values({
        queue_id: 'harford-desk',
        started_at: at('2026-09-07T13:00:00Z'),
        ended_at: at('2026-09-07T16:00:15Z'),
        state: 'available',
      })
      .execute();
    on.clock.advance(80 * HOUR_MS);
  });

  const read = async (connection: Connection, year?: number) =>
    stateSheetSchema.parse(await getStateSheet(connection, { year }));

  test('state sheet: a fiscal year is July to June, and a library’s row is from stored facts with its gaps', async () => {
    const { year, from, to, isOver, libraries, total, sharedHours } = await read(on.harford);
    assert.deepEqual(
      [year, from, to, isOver, total, sharedHours],
      [2027, '2026-07-01', '2027-06-30', false, null, null],
    );
    const [row, ...more] = libraries;
    assert.equal(more.length, 0);
    const { questions, hours, ...rest } = row!;
    assert.deepEqual(rest, {
      library: { id: 'harford', name: '=Harford, "County"' },
      clicks: 636,
      clicksSince: '2026-08-01',
      clicksToCheck: 65,
      hoursSince: '2026-09-07',
      given: null,
      placements: 1,
      practice: 3,
      training: { sessions: 1, headcount: 6 },
      followUps: { due: 1, inTime: 0 },
      followUpsSince: null,
    });
    assert.deepEqual(
      [questions!.method, questions!.basis, questions!.value, questions!.low],
      ['ES', 'weeks', 28 * 52, null],
    );
    // The hours of the desk from now on are stored, too.
    assert.equal(hours!.covered, 180.25);
    assert.ok(hours!.scheduled >= 240 && hours!.unmonitored === hours!.scheduled - 180.25, JSON.stringify(hours));
  });

  test('state sheet: the coordinator has all libraries and the total, and what is not known is no zero', async () => {
    const { libraries, total, sharedHours } = await read(on.coordinator);
    assert.deepEqual(
      libraries.map(({ library, clicks, questions }) => [library.id, clicks, questions?.value ?? null]),
      [
        ['harford', 636, 1456],
        ['cecil', null, null],
      ],
    );
    assert.deepEqual(
      [total!.clicks, total!.clicksToCheck, total!.partners, total!.known.clicks, total!.known.questions],
      [636, 65, 1, 1, 1],
    );
    assert.equal(total!.questions!.value, 1456);
    assert.ok(sharedHours!.scheduled > 0);
    assert.deepEqual(
      (await read(on.cecil)).libraries.map(({ library }) => library.id),
      ['cecil'],
    );
  });

  test('state sheet: a follow-up is in the fiscal year that it has by its own library’s clock', async () => {
    const dueIn = async (year: number) =>
      (await read(on.coordinator, year)).libraries.map(({ library, followUps }) => [library.id, followUps!.due]);
    assert.deepEqual(await dueIn(2027), [
      ['harford', 1],
      ['cecil', 0],
    ]);
    assert.deepEqual(await dueIn(2026), [
      ['harford', 0],
      ['cecil', 1],
    ]);
  });

  test('state sheet: an earlier year shows what is kept of it, a year to come is refused, and the first month is the cooperative’s', async () => {
    const [row] = (await read(on.harford, 2026)).libraries;
    assert.deepEqual(
      [row!.clicks, row!.clicksSince, row!.questions, row!.hours, row!.training, row!.followUpsSince],
      [null, null, null, null, { sessions: 1, headcount: 9 }, '2025-10-27'],
    );
    assert.equal((await read(on.harford, 2024)).libraries[0]!.followUps, null);
    assert.deepEqual((await problemOf(getStateSheet(on.harford, { year: 2028 }))).fields, ['year']);
    await saveCooperativeSamplePlan(on.coordinator, {
      plan: { kind: 'none', nth: 2, firstMonth: 1 },
      revision: 0,
    });
    const { year, from, libraries } = await read(on.harford);
    assert.deepEqual([year, from, libraries[0]!.training.headcount], [2026, '2026-01-01', 15]);
  });

  test('state sheet: as CSV a name is no formula, and there is a row for each library and for all', async () => {
    const answer = await fetch(toStateSheetCsvUrl(on.coordinator, 2026), {
      headers: { cookie: on.cookies.coordinator },
    });
    assert.match(answer.headers.get('content-disposition')!, /askusnow-state-sheet-2026\.csv/);
    const [header, first, second, total] = (await answer.text()).split('\r\n');
    assert.match(header!, /library,fiscal year,first day,last day,clicks,/);
    assert.match(first!, /^"'=Harford, ""County""",2026,2026-01-01,2026-12-31,636,2026-08-01,1456,,,ES,/);
    assert.match(first!, /,weeks,,,,,,given of owed \(share\),65$/);
    assert.match(second!, /^Cecil,2026,2026-01-01,2026-12-31,,,,,,,.*,$/);
    assert.match(total!, /^All libraries,2026,2026-01-01,2026-12-31,636,,1456,,,ES,/);
    assert.equal(header!.split(',').length, total!.split(',').length);
  });
});
