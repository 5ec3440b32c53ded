import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  metricsSchema,
  missedDemandSchema,
  monthMetricsSchema,
  overviewSchema,
  placementListSchema,
  type Metrics,
  type Overview,
} from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { aDay, aPlacement, aRefusal } from '../../support/data/counters.ts';
import { eventually } from '../../support/waiting.ts';

withApp({
  engines: ['postgres'],
  now: '2026-11-24T04:30:00.000Z',
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('metrics routes', (on) => {
  before(async () => {
    await knowSchedulesSince(on.app.database, '2026-11-01T00:00:00.000Z');
    const { db } = on.app.database;
    const home = await aPlacement(db, {
      library: 'harford',
      origin: 'https://www.library.example',
      lastSeen: '2026-11-24T03:00:00.000Z',
    });
    const cecil = await aPlacement(db, { library: 'cecil', lastSeen: '2026-10-01T03:00:00.000Z' });
    await aDay(db, {
      library: 'harford',
      placement: home,
      date: '2026-11-23',
      impressions: 50,
      viewable: 40,
      firstScreen: 25,
      clicks: 3,
    });
    await aDay(db, {
      library: 'harford',
      placement: home,
      date: '2026-11-23',
      state: 'closed',
      viewport: 'phone',
      impressions: 4,
      unmeasurable: 4,
    });
    await aDay(db, {
      library: 'harford',
      placement: home,
      date: '2026-11-17',
      impressions: 10,
      viewable: 8,
      clicks: 1,
    });
    await aDay(db, { library: 'harford', placement: home, date: '2026-11-16', impressions: 500 });
    await aDay(db, { library: 'harford', placement: home, date: '2026-11-24', impressions: 900 });
    for (const [name, clicks] of [
      ['practice', 7],
      ['bot', 8],
      ['suspect', 9],
    ] as const) {
      await aDay(db, { library: 'harford', placement: home, date: '2026-11-22', class: name, clicks });
    }
    await aDay(db, { library: 'cecil', placement: cecil, date: '2026-10-01', impressions: 5, viewable: 4, clicks: 2 });
    // The score of today as its job counted it, with fixed values; and one of a month ago.
    await eventually(() =>
      db.selectFrom('score_day').select('date').where('library_id', '=', 'harford').executeTakeFirst(),
    );
    const score = { passed: 9, of: 12, unknown: 1, low: 0.75, high: 0.8 };
    await db.updateTable('score_day').set(score).where('library_id', '=', 'harford').execute();
    await db
      .insertInto('score_day')
      .values({ library_id: 'harford', date: '2026-10-24', ...score, low: 0.5 })
      .execute();
    // Often enough for seven weeks of silence to be a loss.
    await aDay(db, { library: 'cecil', placement: cecil, date: '2026-09-20', impressions: 60 });
    await aRefusal(db, { library: 'cecil', date: '2026-11-20', count: 6 });
  });

  const ask = (path: string, cookie = on.cookies.liaison): Promise<Response> =>
    fetch(on.app.url + path, { headers: { cookie } });
  const metricsOf = async (days: number): Promise<Metrics> =>
    metricsSchema.parse(await (await ask(`/v1/libraries/harford/metrics?days=${days}`)).json());

  test('metrics routes: a week is seven civil days of the library, today by its clock included', async () => {
    const { window, byDay, totals, countingSince } = await metricsOf(7);
    assert.deepEqual(window, { days: 7, from: '2026-11-17', to: '2026-11-23', zone: 'America/New_York' });
    assert.equal(byDay.length, 7);
    assert.deepEqual(totals, { impressions: 64, measurable: 60, viewable: 48, firstScreen: 25, clicks: 4, follows: 0 });
    assert.deepEqual(byDay[1], {
      date: '2026-11-18',
      impressions: 0,
      measurable: 0,
      viewable: 0,
      firstScreen: 0,
      clicks: 0,
      follows: 0,
    });
    assert.equal(countingSince, '2026-11-16');
  });

  test('metrics routes: the same days before, without today’s; none where not all of them were counted', async () => {
    assert.equal((await metricsOf(7)).before, null, 'counting began on the day before the window');
    const reply = await ask('/v1/libraries/cecil/metrics?days=30', on.cookies.coordinator);
    const { before } = metricsSchema.parse(await reply.json());
    assert.deepEqual([before?.from, before?.to], ['2026-09-25', '2026-10-23']);
    assert.deepEqual([before?.counts.clicks, before?.counts.impressions], [2, 5]);
    assert.deepEqual([before?.clickThrough.numerator, before?.clickThrough.denominator], [2, 4]);
  });

  test('metrics routes: the same week in UTC, the mutant, would take tonight for tomorrow', async () => {
    const mutant = new Date(on.clock.now()).toISOString().slice(0, 10);
    assert.equal(mutant, '2026-11-24');
    assert.equal((await metricsOf(7)).window.to, '2026-11-23');
  });

  test('metrics routes: rates come with their intervals, definitions beside them, and what was excluded apart', async () => {
    const { clickThrough, excluded, definitions, byState } = await metricsOf(30);
    assert.equal(clickThrough.numerator, 4);
    assert.equal(clickThrough.denominator, 52, '48 viewable and 4 that could not be measured');
    assert.ok(clickThrough.low! < clickThrough.value! && clickThrough.value! < clickThrough.high!);
    assert.deepEqual(excluded, { practice: 7, bot: 8, suspect: 9 });
    assert.deepEqual(
      byState.map(({ state, impressions }) => [state, impressions]),
      [
        ['available', 560],
        ['busy', 0],
        ['unknown', 0],
        ['closed', 4],
      ],
    );
    for (const term of [
      'Page views with the button',
      'Button seen',
      'Clicks',
      'Click rate',
      'Unmet demand',
      'Excluded',
    ]) {
      assert.ok(
        definitions.some((definition) => definition.term === term),
        term,
      );
    }
    assert.match(definitions.find(({ term }) => term === 'Clicks')!.text, /not a reference transaction/);
  });

  test('metrics routes: the file for a spreadsheet holds the same numbers, and a library’s name runs nothing', async () => {
    const reply = await ask('/v1/libraries/harford/metrics.csv?days=7');
    assert.equal(reply.headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
    assert.equal(
      reply.headers.get('content-disposition'),
      'attachment; filename="askusnow-harford-2026-11-17-2026-11-23.csv"',
    );
    const bytes = Buffer.from(await reply.arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    assert.match(lines[0]!, /^library,date \(civil day of the library\),impressions \(events\),/);
    assert.equal(lines[1], `"'=Harford, ""County""",2026-11-17,10,10,8,0,1,0`);
    assert.equal(lines[7], `"'=Harford, ""County""",2026-11-23,54,50,40,25,3,0`);
    assert.equal(lines[8], '');
  });

  test('metrics routes: a month has its whole days and what it is compared with, and no count before counting began', async () => {
    const metrics = monthMetricsSchema.parse(await (await ask('/v1/libraries/harford/metrics/month')).json());
    const { month, lastMonth, lastYear, isOver, byDay, byViewport } = metrics;
    // Today is the 23rd in Maryland: the 22nd is the last whole day.
    assert.deepEqual(
      [isOver, month.from, month.to, month.days, month.countedDays],
      [false, '2026-11-01', '2026-11-22', 22, 7],
    );
    assert.deepEqual([month.counts!.impressions, month.counts!.clicks, month.clickThrough!.denominator], [510, 1, 8]);
    assert.deepEqual([lastMonth.from, lastMonth.to, lastMonth.counts], ['2026-10-01', '2026-10-22', null]);
    assert.deepEqual([lastYear.from, lastYear.to, lastYear.clickThrough], ['2025-11-01', '2025-11-22', null]);
    assert.deepEqual([byDay.length, byDay[16]!.clicks], [22, 1]);
    assert.deepEqual(
      byViewport.find(({ viewport }) => viewport === 'desktop'),
      { viewport: 'desktop', impressions: 510, viewable: 8, clicks: 1 },
    );
  });

  test('metrics routes: a month as a file has a row for each of the three, empty where nothing was counted', async () => {
    const reply = await ask('/v1/libraries/harford/metrics/month.csv?month=2026-11');
    assert.equal(reply.headers.get('content-disposition'), 'attachment; filename="askusnow-harford-2026-11.csv"');
    const lines = (await reply.text()).split('\r\n');
    assert.ok(
      lines[1]!.startsWith(`"'=Harford, ""County""",2026-11,2026-11-01,2026-11-22,22,7,510,510,8,0,1,0,0.125,`),
    );
    assert.equal(lines[2], `"'=Harford, ""County""",2026-10,2026-10-01,2026-10-22,22,0,,,,,,,,,`);
    assert.equal(lines.length, 5);
  });

  test('metrics routes: a month that has not begun, and what is no month, are refused', async () => {
    for (const month of ['2026-12', '2026-13', 'november'])
      for (const path of ['month', 'month.csv']) {
        const reply = await ask(`/v1/libraries/harford/metrics/${path}?month=${month}`);
        const { errors } = (await reply.json()) as { errors: { field: string }[] };
        assert.deepEqual([reply.status, errors.map(({ field }) => field)], [422, ['month']]);
      }
  });

  test('metrics routes: another window is named as such, and nothing is read', async () => {
    for (const path of ['metrics', 'metrics.csv', 'placements']) {
      const reply = await ask(`/v1/libraries/harford/${path}?days=8`);
      const problem = (await reply.json()) as { code: string; errors: unknown };
      assert.deepEqual(
        [reply.status, problem.code, problem.errors],
        [422, 'invalid-request', [{ field: 'days', message: 'should be one of 7, 30, 90' }]],
      );
    }
  });

  test('metrics routes: the coordinator sees every library in one table, each by its own clock', async () => {
    const { libraries } = overviewSchema.parse(
      await (await ask('/v1/overview?days=30', on.cookies.coordinator)).json(),
    );
    const row = (id: string): Overview['libraries'][number] => libraries.find(({ library }) => library === id)!;
    assert.equal(libraries.length, 2);
    assert.deepEqual(
      { ...row('harford'), clickThrough: row('harford').clickThrough.value, coverage: row('harford').coverage?.value },
      {
        library: 'harford',
        name: '=Harford, "County"',
        live: true,
        status: 'live',
        lostSince: null,
        attention: [
          { reason: 'suspect', level: 'note', count: 9 },
          { reason: 'key-pages', level: 'note', count: 1 },
        ],
        needsAttention: false,
        keyPagesLive: 1,
        keyPagesExpected: 2,
        placements: 1,
        refused: 0,
        counts: { impressions: 564, measurable: 560, viewable: 48, firstScreen: 25, clicks: 4, follows: 0 },
        clickThrough: 4 / 52,
        clicksToCheck: 0,
        clickChange: null,
        score: { passed: 9, of: 12, unknown: 1, low: 0.75, high: 0.8, change: 0.25, passedChange: 0 },
        handOvers: { open: 0, oldestAt: null },
        answer: { state: 'closed', tier: null },
        // Nobody watches its desk.
        coverage: null,
      },
    );
    assert.equal(row('harford').coverage?.observedShare, 0);
    assert.deepEqual(
      row('cecil').attention.map(({ reason }) => reason),
      ['lost', 'some-refused'],
    );
    assert.deepEqual(
      [row('cecil').status, row('cecil').lostSince, row('cecil').placements, row('cecil').refused],
      ['lost', '2026-10-01T03:00:00.000Z', 0, 6],
    );
  });

  test('metrics routes: a rate on fewer than twenty views is not compared between libraries, and the table says so', async () => {
    const { libraries, definitions } = overviewSchema.parse(
      await (await ask('/v1/overview?days=90', on.cookies.coordinator)).json(),
    );
    const { clickThrough, counts } = libraries.find(({ library }) => library === 'cecil')!;
    assert.deepEqual(clickThrough, {
      numerator: 2,
      denominator: 4,
      value: null,
      low: null,
      high: null,
      suppressed: true,
    });
    assert.equal(counts.clicks, 2);
    assert.ok(definitions.some(({ term }) => term === 'Too few'));
  });

  test('metrics routes: its own liaison sees the same few whole', async () => {
    const own = await on.app.signIn('liaison', ['cecil']);
    const metrics = metricsSchema.parse(await (await ask('/v1/libraries/cecil/metrics?days=90', own)).json());
    const list = placementListSchema.parse(await (await ask('/v1/libraries/cecil/placements?days=90', own)).json());
    for (const { clickThrough } of [metrics, ...list.placements]) {
      const { numerator, denominator, value, suppressed } = clickThrough;
      assert.deepEqual(
        { numerator, denominator, value, suppressed },
        { numerator: 2, denominator: 4, value: 0.5, suppressed: false },
      );
    }
    assert.equal(metrics.byDay.find(({ date }) => date === '2026-10-01')!.clicks, 2);
  });

  test('coverage routes: unmet demand of all libraries is the coordinator’s, by the 28 parts of the week', async () => {
    const { missed, from, to } = missedDemandSchema.parse(
      await (await ask('/v1/coverage/missed', on.cookies.coordinator)).json(),
    );
    assert.deepEqual([missed.length, from, to], [28, '2026-08-26', '2026-11-24']);
    assert.equal((await ask('/v1/coverage/missed')).status, 403);
  });
});
