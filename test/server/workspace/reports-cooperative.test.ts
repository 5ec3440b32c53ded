// "By the Numbers" of all libraries together: honest sums, as JSON, as a file and as text.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { cooperativeReportSchema } from '@askusnow/sdk/contract';
import { getCooperativeReport, getCooperativeText, saveQuestions } from '@askusnow/sdk';
import { mayShowTotal } from '../../../server/src/workspace/reports/suppress.ts';
import { withApp } from '../../support/app/fixture.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

test('sum of libraries: is shown unless one library’s small figure follows from it', () => {
  assert.equal(mayShowTotal([50, 60]), true);
  assert.equal(mayShowTotal([50, 3]), false);
  assert.equal(mayShowTotal([50, 3, 1]), true);
  assert.equal(mayShowTotal([50, 0, 0]), false);
  assert.equal(mayShowTotal([2, 1]), false);
  assert.equal(mayShowTotal([]), false);
});

withApp({ now: '2026-11-16T17:00:00Z', as: { coordinator: ['coordinator'] } }).describe('cooperative report', (on) => {
  before(async () => {
    await knowSchedulesSince(on.app.database, '2026-10-12T04:00:00Z');
    const { db } = on.app.database;
    const harford = await aPlacement(db, { library: 'harford', firstSeen: '2026-09-01T12:00:00.000Z' });
    const cecil = await aPlacement(db, { library: 'cecil', firstSeen: '2026-10-01T12:00:00.000Z' });
    for (const [library, placement, date, clicks] of [
      ['harford', harford, '2026-09-01', 10],
      ['harford', harford, '2026-10-05', 30],
      ['cecil', cecil, '2026-10-01', 500],
      ['cecil', cecil, '2026-11-02', 7],
    ] as const)
      await aDay(db, { library, placement, date, clicks, viewable: 600, impressions: 1_000 });
  });

  test('cooperative report: sums the libraries that counted the whole month, and says how many they are', async () => {
    const report = cooperativeReportSchema.parse(await getCooperativeReport(on.coordinator));
    assert.deepEqual([report.month, report.latest, report.of], ['2026-10', '2026-10', 2]);
    const { month, lastMonth, lastYear } = report.periods;
    assert.deepEqual([month.libraries, month.counts?.clicks], [2, 530]);
    assert.deepEqual([lastMonth.libraries, lastMonth.counts?.clicks], [1, 10]);
    assert.deepEqual([lastYear.libraries, lastYear.counts], [0, null]);
    assert.equal(report.countingSince, '2026-09-01');
  });

  test('cooperative report: a change is of the same libraries in both months', async () => {
    const { changes } = await getCooperativeReport(on.coordinator, { month: '2026-10' });
    assert.deepEqual(changes, { lastMonth: { libraries: 1, clicks: 30, before: 10 }, lastYear: null });
  });

  test('cooperative report: click-through and coverage are of the sums, no mean of shares', async () => {
    const { periods, coverage, libraries } = await getCooperativeReport(on.coordinator, { month: '2026-10' });
    const { clicks, viewable, impressions, measurable } = periods.month.counts!;
    assert.equal(periods.month.clickThrough!.value, clicks / (viewable + impressions - measurable));
    const own = libraries.flatMap((each) => each.coverage ?? []);
    assert.equal(coverage!.libraries, own.length);
    assert.equal(
      coverage!.sum.scheduled,
      own.reduce((sum, { scheduled }) => sum + scheduled, 0),
    );
  });

  test('cooperative report: questions are summed with the number of libraries by method', async () => {
    assert.equal((await getCooperativeReport(on.coordinator, { month: '2026-10' })).questions, null);
    const liaison = await on.signIn('liaison', ['harford']);
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: `2026-10-${String(5 + day).padStart(2, '0')}`,
      state: 'counted' as const,
      questions: 3,
      revision: 0,
    }));
    await saveQuestions(liaison, 'harford', { source: 'typed', days });
    const { questions, libraries } = await getCooperativeReport(on.coordinator, { month: '2026-10' });
    const own = libraries.find(({ library }) => library === 'harford')!.questions!;
    assert.equal(own.method, 'ES');
    assert.deepEqual(questions, {
      from: own.from,
      to: own.to,
      libraries: 1,
      ...{ value: own.value, low: own.low, high: own.high },
      counted: 0,
      estimated: 1,
    });
  });

  test('cooperative report: as a file, a row for each library and one of the sums; a formula is text', async () => {
    const reply = await fetch(`${on.app.url}/v1/report.csv?month=2026-10`, {
      headers: { cookie: on.cookies.coordinator },
    });
    assert.match(reply.headers.get('content-disposition')!, /askusnow-all-report-2026-10\.csv/);
    const rows = (await reply.text()).trimEnd().split('\r\n');
    assert.equal(rows.length, 4);
    const cells = (row: string): number => row.replaceAll(/"[^"]*(?:""[^"]*)*"/g, '').split(',').length;
    assert.deepEqual(new Set(rows.map(cells)).size, 1);
    assert.ok(
      rows.some((row) => row.startsWith(`"'=Harford`)),
      rows.join('\n'),
    );
    assert.match(rows.at(-1)!, /^All libraries,2026-10,2026-10-01,2026-10-31,31,/);
  });

  test('cooperative report: as text, lines of at most 72 columns; a sum that gives a small figure away is not shown', async () => {
    const text = await getCooperativeText(on.coordinator, '2026-10');
    assert.ok(Math.max(...text.split('\n').map((line) => line.length)) <= 72, text);
    const words = text.replaceAll('\n', ' ');
    assert.ok(words.includes('Clicks on the button: 530, at 2 libraries. Month before: 10, at 1 library.'), text);
    assert.ok(words.includes('Links and QR codes followed: not shown, at 2 libraries.'), text);
  });

  test('cooperative report: of a month that is not over there is none; a liaison reads none', async () => {
    assert.deepEqual((await problemOf(getCooperativeReport(on.coordinator, { month: '2026-11' }))).fields, ['month']);
    const liaison = await on.signIn('liaison', ['harford']);
    assert.equal((await problemOf(getCooperativeReport(liaison, { month: '2026-10' }))).status, 403);
  });
});
