import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { windowQuerySchema } from '@askusnow/sdk/contract';
import { toMetrics, type DayRow } from '../../../server/src/visibility/metrics/metrics.ts';
import { daysOf, windowOf } from '../../../server/src/platform/time/day-window.ts';

const at = (iso: string): number => Date.parse(iso);

describe('a window of civil days', () => {
  test('window: ends today by the library’s own clock', () => {
    const now = at('2026-11-24T03:30:00.000Z');
    assert.deepEqual(windowOf('America/New_York', now, 7), { from: '2026-11-17', to: '2026-11-23' });
    assert.deepEqual(windowOf('UTC', now, 7), { from: '2026-11-18', to: '2026-11-24' });
    assert.deepEqual(windowOf('Pacific/Kiritimati', now, 7), { from: '2026-11-18', to: '2026-11-24' });
  });

  test('window: has as many days over nights of 25 and of 23 hours', () => {
    const autumn = windowOf('America/New_York', at('2026-11-02T05:30:00.000Z'), 2); // 00:30 on 2 November
    assert.deepEqual(daysOf(autumn), ['2026-11-01', '2026-11-02']);
    const spring = at('2026-03-09T04:30:00.000Z'); // 00:30 on 9 March
    assert.deepEqual(daysOf(windowOf('America/New_York', spring, 2)), ['2026-03-08', '2026-03-09']);
    const mutant = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(spring - 86_400_000);
    assert.equal(mutant, '2026-03-07'); // 24 hours back is two days back.
  });

  test('window: lists every day once, over a leap day too', () => {
    assert.deepEqual(daysOf({ from: '2028-02-28', to: '2028-03-01' }), ['2028-02-28', '2028-02-29', '2028-03-01']);
  });

  test('window: is 30 days where the address does not say, and one of three otherwise', () => {
    assert.equal(windowQuerySchema.parse({}).days, 30);
    assert.equal(windowQuerySchema.parse({ days: '90' }).days, 90);
    for (const days of ['8', '', 'x', '-7', '1e9', '7.5'])
      assert.equal(windowQuerySchema.safeParse({ days }).success, false, days);
  });
});

describe('a library’s numbers', () => {
  const window = { from: '2026-11-22', to: '2026-11-24' };
  const row = (over: Partial<DayRow>): DayRow => ({
    date: '2026-11-23',
    state: 'available',
    class: 'counted',
    impressions: 0,
    measurable: 0,
    viewable: 0,
    firstScreen: 0,
    clicks: 0,
    follows: 0,
    events: 0,
    ...over,
  });
  const zero = { impressions: 0, measurable: 0, viewable: 0, firstScreen: 0, clicks: 0, follows: 0 };

  test('library numbers: hold every day, zeros included', () => {
    const { byDay } = toMetrics([row({ clicks: 2 })], window);
    assert.deepEqual(byDay, [
      { date: '2026-11-22', ...zero },
      { date: '2026-11-23', ...zero, clicks: 2 },
      { date: '2026-11-24', ...zero },
    ]);
  });

  test('library numbers: leave practice, robots and suspects out of everything but their own counts', () => {
    const others = (['practice', 'bot', 'suspect'] as const).map((name, index) =>
      row({ class: name, impressions: 50, viewable: 50, clicks: 50, events: 100 + index }),
    );
    const { totals, byState, byDay, clickThrough, excluded } = toMetrics(
      [row({ viewable: 40, clicks: 3 }), ...others],
      window,
    );
    assert.deepEqual(totals, { ...zero, viewable: 40, clicks: 3 });
    assert.deepEqual(excluded, { practice: 100, bot: 101, suspect: 102 });
    assert.equal(clickThrough.value, 0.075);
    assert.equal(
      byDay.reduce((sum, day) => sum + day.clicks, 0),
      3,
    );
    assert.equal(
      byState.reduce((sum, state) => sum + state.clicks, 0),
      3,
    );
  });

  test('library numbers: split by what the button showed, each state once', () => {
    const { byState } = toMetrics(
      [row({ state: 'closed', clicks: 1 }), row({ state: 'closed', date: '2026-11-24', clicks: 4 })],
      window,
    );
    assert.deepEqual(
      byState.map(({ state, clicks }) => [state, clicks]),
      [
        ['available', 0],
        ['busy', 0],
        ['unknown', 0],
        ['closed', 5],
      ],
    );
  });

  test('library numbers: give viewable and first-screen shares of measurable impressions, not of all', () => {
    const { viewableRate, firstScreenRate } = toMetrics(
      [row({ impressions: 50, measurable: 40, viewable: 20, firstScreen: 10 })],
      window,
    );
    assert.deepEqual([viewableRate.value, firstScreenRate.value], [0.5, 0.25]);
  });

  test('library numbers: divide clicks from where nothing can be measured by the impressions there, not by the views of other pages', () => {
    const site = row({ impressions: 100, measurable: 100, viewable: 50, clicks: 5 });
    const framed = row({ impressions: 200, measurable: 0, clicks: 20 });
    const { clickThrough, viewableRate } = toMetrics([site, framed], window);
    assert.deepEqual([clickThrough.numerator, clickThrough.denominator, viewableRate.value], [25, 250, 0.5]);
    assert.equal(toMetrics([framed], window).viewableRate.value, null, 'no evidence, not 0 %');
  });
});
