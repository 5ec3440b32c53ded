// Questions of a library: entered, corrected with history, refused whole, estimated beside its clicks; the weeks to count.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { questionYearSchema } from '@askusnow/sdk/contract';
import {
  getCooperativeSamplePlan,
  getQuestionHistory,
  getQuestions,
  saveCooperativeSamplePlan,
  saveQuestions,
  saveSamplePlan,
  type QuestionEntry,
} from '@askusnow/sdk';
import { daysOf } from '../../../server/src/platform/time/day-window.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

const entry = (date: string, questions: number | null, revision = 0): QuestionEntry =>
  questions === null ? { date, state: 'closed', revision } : { date, state: 'counted', questions, revision };
const entries = (from: string, to: string, questions: number): QuestionEntry[] =>
  daysOf({ from, to }).map((date) => entry(date, questions));

withApp({
  now: '2026-11-24T15:00:00Z',
  as: { coordinator: ['coordinator'], liaison: ['liaison', 'harford'], viewer: ['viewer', 'harford'] },
}).describe('questions', (on) => {
  before(async () => {
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-07-01T12:00:00.000Z' });
    for (const date of daysOf({ from: '2026-07-01', to: '2026-11-23' }))
      await aDay(db, { library: 'harford', placement, date, clicks: 5 });
    await aDay(db, { library: 'harford', placement, date: '2026-10-06', clicks: 500, class: 'bot' });
  });

  const read = async (year?: number) =>
    questionYearSchema.parse(await getQuestions(on.liaison, 'harford', year === undefined ? {} : { year }));

  test('questions: a plan for all holds for each library until it has its own, and two who change it do not overwrite each other', async () => {
    assert.equal((await read()).plan.plan.kind, 'none');
    const all = { kind: 'four-weeks', nth: 2, firstMonth: 7 } as const;
    await saveCooperativeSamplePlan(on.coordinator, { plan: all, revision: 0 });
    assert.equal((await problemOf(saveCooperativeSamplePlan(on.liaison, { plan: all, revision: 1 }))).status, 403);
    assert.equal(
      (await problemOf(saveCooperativeSamplePlan(on.coordinator, { plan: null, revision: 0 }))).code,
      'stale-revision',
    );
    assert.deepEqual((await getCooperativeSamplePlan(on.liaison)).plan, all);
    const { plan, weeks, year } = await read();
    assert.deepEqual([plan.plan, plan.own, plan.revision, year], [all, false, 0, 2027]);
    assert.deepEqual(
      weeks.map(({ from }) => from),
      ['2026-07-13', '2026-10-12', '2027-01-11', '2027-04-12'],
    );
    const own = { kind: 'one-week', nth: 1, firstMonth: 7 } as const;
    const view = await saveSamplePlan(on.liaison, 'harford', { plan: own, revision: 0 });
    assert.deepEqual(
      [view.plan, view.own, view.revision, view.entries[0]?.action],
      [own, true, 1, 'sample-plan-changed'],
    );
    assert.equal(
      (await problemOf(saveSamplePlan(on.coordinator, 'harford', { plan: all, revision: 0 }))).code,
      'stale-revision',
    );
    assert.equal((await problemOf(saveSamplePlan(on.viewer, 'harford', { plan: null, revision: 1 }))).status, 403);
    assert.deepEqual(
      (await read()).weeks.map(({ from, missing }) => [from, missing.length]),
      [['2026-10-05', 7]],
    );
  });

  test('questions: a week with a closed day is whole, and the year is estimated from it by clicks and by weeks', async () => {
    const week = entries('2026-10-05', '2026-10-11', 4).map((day) =>
      day.date === '2026-10-11' ? entry('2026-10-11', null) : day,
    );
    await saveQuestions(on.liaison, 'harford', { source: 'typed', days: week });
    const { weeks, estimate } = await read();
    assert.deepEqual(weeks[0]!.missing, []);
    assert.deepEqual([estimate.method, estimate.counted.weeks, estimate.counted.questions], ['ES', 1, 24]);
    // Bots' clicks are not among the 146 × 5.
    assert.deepEqual(
      [estimate.byClicks!.clicks, estimate.byClicks!.estimate.value, estimate.byWeeks!.estimate.value],
      [730, Math.round((24 / 35) * 730), 24 * 52],
    );
    assert.equal((await problemOf(getQuestions(on.liaison, 'cecil'))).status, 404);
  });

  test('questions: a correction keeps who entered what before it, and one of an outdated number is refused by its day', async () => {
    await saveQuestions(on.coordinator, 'harford', { source: 'typed', days: [entry('2026-10-05', 9, 1)] });
    const days = [entry('2026-10-05', 7, 1), entry('2026-09-01', 2)];
    assert.deepEqual(await problemOf(saveQuestions(on.liaison, 'harford', { source: 'typed', days })), {
      status: 409,
      code: 'stale-revision',
      fields: ['days.0.revision'],
    });
    const { entries: history } = await getQuestionHistory(on.liaison, 'harford', '2026-10-05');
    assert.deepEqual(
      history.map(({ revision, questions }) => [revision, questions]),
      [
        [2, 9],
        [1, 4],
      ],
    );
    assert.notEqual(history[0]!.by, history[1]!.by);
    // All or nothing: the other day of that request has no entry either.
    assert.deepEqual((await getQuestionHistory(on.liaison, 'harford', '2026-09-01')).entries, []);
  });

  test('questions: of two who enter the same day at once, one is stored and the other is refused', async () => {
    const both = await Promise.allSettled(
      [3, 4].map((questions) =>
        saveQuestions(on.liaison, 'harford', { source: 'typed', days: [entry('2026-09-02', questions)] }),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await getQuestionHistory(on.liaison, 'harford', '2026-09-02')).entries.length, 1);
  });

  test('questions: one bad day refuses all of them, by its field, and nothing is stored', async () => {
    const before = await rowsOf(on.app.database, ['question_day']);
    const good = entries('2026-08-03', '2026-08-08', 2);
    const refused = async (bad: object) =>
      (await problemOf(saveQuestions(on.liaison, 'harford', { source: 'csv', days: [...good, bad as QuestionEntry] })))
        .fields;
    assert.deepEqual(await refused(entry('2026-08-09', -1)), ['days.6.questions']);
    assert.deepEqual(await refused(entry('2026-08-09', 1.5)), ['days.6.questions']);
    assert.deepEqual(await refused(entry('2026-02-30', 1)), ['days.6.date']);
    assert.deepEqual(await refused(entry('0000-02-29', 1)), ['days.6.date']);
    assert.deepEqual(await refused(entry('2026-11-25', 1)), ['days.6.date']);
    assert.deepEqual(await refused(entry('2026-08-03', 1)), ['days']);
    assert.deepEqual(await refused({ ...entry('2026-08-09', 3), levels: [1, 1, 0, 0, 0, 0] }), ['days.6.levels']);
    assert.deepEqual(await refused({ ...entry('2026-08-09', 3), pages: [{ page: '/a?q=x', questions: 1 }] }), [
      'days.6.pages.0.page',
    ]);
    assert.deepEqual(await refused({ ...entry('2026-08-09', 3), guest: 'Ada' }), ['days.6']);
    assert.equal(await rowsOf(on.app.database, ['question_day']), before);
  });

  test('questions: levels and pages are summed, and the file for a spreadsheet has one row a day', async () => {
    const levels = [1, 1, 2, 0, 0, 0];
    // The first word of an address stays where it is published.
    const pages = [
      { page: '/catalog/:id', questions: 2 },
      { page: '/smith-family', questions: 1 },
      { page: '/divorce', questions: 1 },
    ];
    await saveQuestions(on.liaison, 'harford', {
      source: 'libraryh3lp',
      days: [
        { ...entry('2026-08-03', 4), levels, pages },
        { ...entry('2026-08-04', 4), levels, pages },
      ],
    });
    const { read: sums, pages: shown } = await read();
    assert.deepEqual(sums, { days: 2, directional: 4, reference: 4 });
    assert.deepEqual(shown, [
      { page: '/:slug', questions: 4 },
      { page: '/catalog/:id', questions: 4 },
    ]);
    const reply = await on.liaison.fetch!(`${on.app.url}/v1/libraries/harford/questions.csv?year=2027`);
    const lines = (await reply.text()).replace('\uFEFF', '').split('\r\n');
    assert.equal(lines[0], 'date,state,questions,READ 1,READ 2,READ 3,READ 4,READ 5,READ 6');
    assert.equal(lines[1], '2026-08-03,counted,4,1,1,2,0,0,0');
    assert.ok(lines.includes('2026-10-11,closed,,,,,,,'));
  });

  test('questions: a day entered as it is stored is no correction, and a correction without pages keeps those of the number', async () => {
    const levels = [1, 1, 2, 0, 0, 0];
    const day = { ...entry('2026-08-10', 4), levels };
    const pages = [
      { page: '/catalog/:id', questions: 2 },
      { page: '/hours', questions: 1 },
    ];
    const save = (...days: QuestionEntry[]) => saveQuestions(on.liaison, 'harford', { source: 'libraryh3lp', days });
    const stored = async () =>
      (
        await on.app.database.db
          .selectFrom('question_day')
          .select(['revision', 'levels', 'pages'])
          .where('date', '=', day.date)
          .orderBy('revision')
          .execute()
      ).map((row) => [row.revision, row.levels, row.pages.length]);
    await save({ ...day, levels: null, pages });
    await save({ ...day, levels: null, pages: pages.toReversed(), revision: 1 });
    await save({ ...day, revision: 1 });
    await save({ ...day, questions: 5, levels: null, revision: 2 });
    assert.deepEqual(await stored(), [
      [1, null, 2],
      [2, levels, 2],
      [3, null, 0],
    ]);
    assert.deepEqual((await problemOf(save({ ...day, revision: 1 }))).code, 'stale-revision');
  });

  test('questions: a viewer reads them and changes none', async () => {
    assert.equal((await getQuestions(on.viewer, 'harford')).library, 'harford');
    const { status, code } = await problemOf(
      saveQuestions(on.viewer, 'harford', { source: 'typed', days: [entry('2026-09-09', 1)] }),
    );
    assert.deepEqual([status, code], [403, 'read-only']);
  });
});
