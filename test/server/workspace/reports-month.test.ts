// "By the Numbers": a month's counts, coverage, score, what improved, its comment; as JSON and as a file.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { monthReportSchema } from '@askusnow/sdk/contract';
import { getMonthReport, setMonthComment } from '@askusnow/sdk';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

withApp({ now: '2026-11-16T17:00:00Z', as: { liaison: ['liaison', 'harford'] } }).describe('month report', (on) => {
  before(async () => {
    await knowSchedulesSince(on.app.database, '2026-10-12T04:00:00Z');
    const { db } = on.app.database;
    const placement = await aPlacement(db, {
      library: 'harford',
      pattern: '/catalog',
      // The evening of October 31 in New York.
      firstSeen: '2026-11-01T02:00:00.000Z',
    });
    await aDay(db, { library: 'harford', placement, date: '2026-10-31', clicks: 6, viewable: 50, impressions: 60 });
    await aDay(db, { library: 'harford', placement, date: '2026-11-02', clicks: 9, viewable: 50, impressions: 60 });
    await db
      .insertInto('score_day')
      .values([
        { library_id: 'harford', date: '2026-10-30', passed: 2, of: 10, unknown: 0, low: 0.2, high: 0.2 },
        { library_id: 'harford', date: '2026-10-31', passed: 3, of: 10, unknown: 1, low: 0.3, high: 0.4 },
      ])
      .execute();
    await db
      .insertInto('rule_result')
      .values({
        library_id: 'harford',
        rule: 'home-tag',
        is_met: true,
        since: '2026-10-20',
        first_met_on: '2026-10-20',
      })
      .execute();
  });

  test('month report: has the score at the end of the month, and what improved in it by the library’s clock', async () => {
    const october = monthReportSchema.parse(await getMonthReport(on.liaison, 'harford', { month: '2026-10' }));
    assert.equal(october.metrics.month.counts?.clicks, 6);
    assert.deepEqual([october.score.month?.date, october.score.month?.passed], ['2026-10-31', 3]);
    assert.equal(october.score.lastMonth, null);
    assert.deepEqual(
      october.improved.map(({ kind, on }) => [kind, on]),
      [
        ['rule', '2026-10-20'],
        ['placement', '2026-10-31'],
      ],
    );
    const november = await getMonthReport(on.liaison, 'harford');
    assert.deepEqual([november.metrics.month.month, november.improved], ['2026-11', []]);
    const byMonth = [
      { month: '2026-10', clicks: 6 },
      { month: '2026-11', clicks: 9 },
    ];
    assert.deepEqual([october.byMonth, november.byMonth], [byMonth.slice(0, 1), byMonth], 'none before counting began');
  });

  const auditOf = (action: string) =>
    on.app.database.db
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('action', '=', action)
      .orderBy('id')
      .execute();

  test('month report: a comment that two people write at once is not overwritten unseen', async () => {
    const { comment } = await getMonthReport(on.liaison, 'harford', { month: '2026-10' });
    assert.deepEqual(comment, { text: '', revision: 0, by: null, at: null });
    const write = (text: string, revision: number) =>
      setMonthComment(on.liaison, 'harford', '2026-10', { text, revision });
    assert.equal((await write('=A good month\nfor us', 0)).revision, 1);
    const before = await rowsOf(on.app.database, ['month_comment', 'audit_entry']);
    for (const revision of [0, 2])
      assert.deepEqual((await problemOf(write('Another', revision))).code, 'stale-revision');
    assert.equal(await rowsOf(on.app.database, ['month_comment', 'audit_entry']), before);
    assert.equal((await write('=A better month', 1)).revision, 2);
    assert.deepEqual(await auditOf('month-comment-saved'), [
      { before: null, after: { month: '2026-10', characters: 20 } },
      { before: { month: '2026-10', characters: 20 }, after: { month: '2026-10', characters: 15 } },
    ]);
    const of = (month: string) => setMonthComment(on.liaison, 'harford', month, { text: 'Never written', revision: 1 });
    assert.equal((await problemOf(of('2026-09'))).code, 'stale-revision');
    const { comment: none } = await getMonthReport(on.liaison, 'harford', { month: '2026-09' });
    assert.deepEqual(none, comment, 'what was refused is not stored');
  });

  test('month report: a comment that is too long, or turns the direction of reading, is refused by name', async () => {
    for (const text of ['a'.repeat(1001), 'abc\u202Edef', 'a\u0000b'])
      assert.deepEqual(await problemOf(setMonthComment(on.liaison, 'harford', '2026-10', { text, revision: 2 })), {
        status: 422,
        code: 'invalid-request',
        fields: ['text'],
      });
  });

  test('month report: as a file, one row a month, empty where nothing is known, and a formula is text', async () => {
    const cookie = await on.app.signIn('liaison', ['harford']);
    const reply = await fetch(`${on.app.url}/v1/libraries/harford/report.csv?month=2026-10`, { headers: { cookie } });
    const [head, first, second] = (await reply.text()).split('\r\n');
    assert.ok(
      head!.includes(',visibility score low (share),visibility score high (share),comment,owed at shared desks'),
    );
    assert.ok(first!.endsWith(`,10800,0,10800,,0.3,0.4,'=A better month,,,,,,`), first);
    assert.ok(second!.endsWith(',2026-09-01,2026-09-30,30,0,,,,,,,,,,,,,,,,,,,,,,'), second);
  });

  test('month report: as text for a mailing list, no line is longer than 72 columns, and no figure below 5 is in it', async () => {
    const read = async (month: string) => {
      const cookie = await on.app.signIn('liaison', ['harford']);
      return fetch(`${on.app.url}/v1/libraries/harford/report.txt?month=${month}`, { headers: { cookie } });
    };
    const { db } = on.app.database;
    const { id } = await db.selectFrom('placement').select('id').executeTakeFirstOrThrow();
    await aDay(db, { library: 'harford', placement: id, date: '2026-09-01', clicks: 3, impressions: 60 });
    const reply = await read('2026-10');
    assert.match(reply.headers.get('content-type')!, /^text\/plain/);
    const text = await reply.text();
    assert.ok(text.startsWith('=Harford, "County": chat by the numbers, October 2026\n'), text);
    assert.ok(Math.max(...text.split('\n').map((line) => line.length)) <= 72, text);
    assert.ok(
      text
        .replaceAll('\n', ' ')
        .includes('Clicks on the button: 6. Month before: fewer than 5. Same month last year: not'),
      text,
    );
    const { code } = (await (await read('2026-11')).json()) as { code: string };
    assert.equal(code, 'month-not-over');
  });

  test('month report: another library’s does not exist, a later month or one of no year is refused', async () => {
    assert.equal((await problemOf(getMonthReport(on.liaison, 'carroll'))).status, 404);
    for (const month of ['2026-12', '0001-01'])
      assert.deepEqual((await problemOf(getMonthReport(on.liaison, 'harford', { month }))).fields, ['month']);
  });
});
