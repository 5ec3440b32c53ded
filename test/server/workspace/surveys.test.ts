// What patrons said: months of counted answers, replaced whole, taken back; few are never shown, and free text is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cooperativeReportSchema, monthReportSchema, surveySchema } from '@askusnow/sdk/contract';
import {
  addReportShare,
  getCooperativeReport,
  getCooperativeText,
  getMonthReport,
  getSurvey,
  saveSurvey,
  type SurveyMonthEntry,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';

const QUESTION = 'How was this chat?';

/** A month in which so many said that it was good, and bad. */
const monthOf = (month: string, [good, bad]: readonly [number, number], revision = 0): SurveyMonthEntry => ({
  month,
  chats: 412,
  questions: [
    {
      question: QUESTION,
      isRating: true,
      answers: [
        { answer: 'Good', count: good, isGood: true },
        { answer: 'Bad', count: bad, isGood: false },
      ],
    },
  ],
  revision,
});

withApp({
  now: '2026-11-24T15:00:00Z',
  as: {
    coordinator: ['coordinator'],
    liaison: ['liaison', 'harford'],
    viewer: ['viewer', 'harford'],
    cecil: ['liaison', 'cecil'],
  },
}).describe('surveys', (on) => {
  const save = (...months: SurveyMonthEntry[]) => saveSurvey(on.liaison, 'harford', { source: 'libanswers', months });
  const read = async () => surveySchema.parse(await getSurvey(on.liaison, 'harford')).months;
  const revisionOf = async (month: string) => (await read()).find((each) => each.month === month)?.revision ?? 0;
  const wordsOf = async (path: string, cookie = on.cookies.liaison) =>
    (await (await fetch(`${on.app.url}${path}`, { headers: { cookie } })).text()).replaceAll(/\s+/g, ' ');

  test('survey: a month that is read again replaces the former as a whole, and who entered that one stays', async () => {
    await save(monthOf('2026-10', [69, 18]), monthOf('2026-09', [30, 10]));
    await saveSurvey(on.coordinator, 'harford', { source: 'libraryh3lp', months: [monthOf('2026-10', [70, 18], 1)] });
    const months = await read();
    assert.deepEqual(
      months.map(({ month, chats, revision, source, questions }) => [
        month,
        chats,
        revision,
        source,
        questions[0]!.answered,
      ]),
      [
        ['2026-10', 412, 2, 'libraryh3lp', 88],
        ['2026-09', 412, 1, 'libanswers', 40],
      ],
    );
    // The same again is no entry.
    await save(monthOf('2026-10', [70, 18], 2));
    assert.equal(await revisionOf('2026-10'), 2);
    const rows = await on.app.database.db
      .selectFrom('survey_month')
      .select('by')
      .where('month', '=', '2026-10')
      .where('library_id', '=', 'harford')
      .execute();
    assert.deepEqual([rows.length, new Set(rows.map(({ by }) => by)).size], [2, 2]);
  });

  test('survey: of two who replace a month, the later one is refused by its month, with all others of the request', async () => {
    const refused = await problemOf(save(monthOf('2026-08', [9, 9]), monthOf('2026-10', [1, 1], 1)));
    assert.deepEqual(refused, { status: 409, code: 'stale-revision', fields: ['months.1.revision'] });
    assert.equal(await revisionOf('2026-08'), 0);
    const both = await Promise.allSettled([save(monthOf('2026-07', [9, 9])), save(monthOf('2026-07', [8, 8]))]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  test('survey: free text, more answers than chats, two ratings and a month to come are refused by their fields, and nothing is stored', async () => {
    const before = await read();
    const [first] = monthOf('2026-06', [9, 9]).questions!;
    const said = (answer: string, count = 9) => ({
      ...monthOf('2026-06', [9, 9]),
      questions: [{ ...first!, answers: [{ answer, count, isGood: false }] }],
    });
    const fieldsOf = async (month: SurveyMonthEntry) => (await problemOf(save(month))).fields;
    const ANSWERS = 'months.0.questions.0.answers';
    for (const typed of ['ada@example.org', '410-555-0199', '21234000987654', 'It was so good, thank you', 'a\nb'])
      assert.deepEqual(await fieldsOf(said(typed)), [`${ANSWERS}.0.answer`], typed);
    // Short words are a list where they are usual, or where five patrons said them.
    assert.deepEqual(await fieldsOf(said('Ada Lovemark', 4)), [ANSWERS]);
    assert.deepEqual(await fieldsOf(said('Good', 413)), [ANSWERS]);
    assert.deepEqual(
      await fieldsOf({ ...monthOf('2026-06', [9, 9]), questions: [first!, { ...first!, question: 'Again?' }] }),
      ['months.0.questions'],
    );
    assert.deepEqual(await fieldsOf(monthOf('2026-12', [9, 9])), ['months.0.month']);
    assert.deepEqual(await fieldsOf({ ...monthOf('2026-06', [9, 9]), chats: null }), ['months.0.questions', ANSWERS]);
    assert.deepEqual(await read(), before);
  });

  test('survey: a viewer reads and saves none; another library’s liaison does neither', async () => {
    const months = [monthOf('2026-05', [9, 9])];
    assert.equal((await getSurvey(on.viewer, 'harford')).months.length, (await read()).length);
    assert.equal((await problemOf(saveSurvey(on.viewer, 'harford', { source: 'csv', months }))).status, 403);
    assert.equal((await problemOf(getSurvey(on.cecil, 'harford'))).status, 404);
    assert.equal((await problemOf(saveSurvey(on.cecil, 'harford', { source: 'csv', months }))).status, 404);
  });

  test('survey: By the Numbers has the rating with how few answered, in its text, file and share link, too', async () => {
    const { rating } = monthReportSchema.parse(await getMonthReport(on.liaison, 'harford', { month: '2026-10' }));
    assert.deepEqual([rating.month?.chats, rating.month?.answered, rating.lastMonth?.answered], [412, 88, 40]);
    assert.equal(rating.lastYear, null);
    const said =
      'What patrons said: After 88 of the month’s 412 chats the patron answered; 79.5 % of them said it was good.';
    assert.ok((await wordsOf('/v1/libraries/harford/report.txt?month=2026-10')).includes(said));
    assert.match(await wordsOf('/v1/libraries/harford/report.csv?month=2026-10'), /,412,88,70 harford|,412,88,70 /);
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    assert.match(
      await wordsOf(`${new URL(link).pathname}?month=2026-10`, ''),
      /After 88 of the month’s 412 chats the patron answered; 79\.5/,
    );
  });

  test('survey: where fewer than 5 patrons answered no count is in any response, and a share that gives few away is not shown', async () => {
    await save(monthOf('2026-10', [3, 1], await revisionOf('2026-10')));
    const [month] = await read();
    assert.deepEqual([month!.questions[0]!.answered, month!.questions[0]!.answers], [null, []]);
    const { rating } = await getMonthReport(on.coordinator, 'harford', { month: '2026-10' });
    assert.deepEqual([rating.month?.answered, rating.month?.answers], [null, []]);
    const TEXT = '/v1/libraries/harford/report.txt?month=2026-10';
    assert.match(await wordsOf(TEXT), /What patrons said: Too few patrons answered to show\./);
    // Of 88, one said that it was not good.
    await save(monthOf('2026-10', [87, 1], await revisionOf('2026-10')));
    assert.match(
      await wordsOf(TEXT),
      /What patrons said: After 88 of the month’s 412 chats the patron answered\.(?: |$)/,
    );
    // A share needs twenty answers, as other rates.
    await save(monthOf('2026-10', [9, 9], await revisionOf('2026-10')));
    assert.match(
      await wordsOf(TEXT),
      /What patrons said: After 18 of the month’s 412 chats the patron answered\.(?: |$)/,
    );
  });

  test('survey: all libraries are summed without those of which too few answered', async () => {
    await save(monthOf('2026-10', [69, 18], await revisionOf('2026-10')));
    const cecil = (counts: readonly [number, number], revision: number) =>
      saveSurvey(on.cecil, 'cecil', { source: 'libanswers', months: [monthOf('2026-10', counts, revision)] });
    await cecil([2, 1], 0);
    const ratingOf = async () =>
      cooperativeReportSchema.parse(await getCooperativeReport(on.coordinator, { month: '2026-10' })).rating;
    assert.deepEqual(await ratingOf(), { libraries: 1, chats: 412, answered: 87, good: 69 });
    await cecil([31, 2], 1);
    assert.deepEqual(await ratingOf(), { libraries: 2, chats: 824, answered: 120, good: 100 });
    // Harford publishes its own share: the sum would give Cecil's two away.
    const text = (await getCooperativeText(on.coordinator, '2026-10')).replaceAll(/\s+/g, ' ');
    assert.match(text, /What patrons said: After 120 of the month’s 824 chats the patron answered\. At 2 libraries\./);
    assert.match(await wordsOf('/v1/report.csv?month=2026-10', on.cookies.coordinator), /,824,120,100,2 $/);
  });

  test('survey: a month that is taken back is in no report, and may be entered again', async () => {
    const revision = await revisionOf('2026-10');
    await save({ month: '2026-10', chats: null, revision });
    assert.deepEqual((await read())[0]!.chats, null);
    assert.equal((await getMonthReport(on.liaison, 'harford', { month: '2026-10' })).rating.month, null);
    await save(monthOf('2026-10', [69, 18], revision + 1));
    assert.equal((await read())[0]!.questions[0]!.answered, 87);
  });
});
