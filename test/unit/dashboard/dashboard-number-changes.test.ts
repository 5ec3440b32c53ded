// How figures differ from those of the days before, and what may explain it: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  CoverageSum,
  HoursRules,
  LibraryNote,
  Metrics,
  MonthMetrics,
  Placement,
  QueueHours,
  Rate,
} from '@askusnow/sdk/contract';
import { countChangeText, differenceText, rateChangeText } from '../../../server/dashboard/out/i18n/change-text.js';
import { messages as numbers } from '../../../server/dashboard/out/i18n/numbers.js';
import { changedText } from '../../../server/dashboard/out/i18n/what-changed.js';
import { periodOfDays, periodOfMonth } from '../../../server/dashboard/out/logic/number-period.js';
import { whatChanged } from '../../../server/dashboard/out/logic/what-changed.js';

const text = (words: string | null): string => (words ?? '').replaceAll(/\s+/g, ' ');
const rate = (value: number | null, low: number | null = null, high: number | null = null): Rate => ({
  numerator: 1,
  denominator: 1,
  value,
  low,
  high,
  suppressed: false,
});

describe('changes of figures', () => {
  test('change of a count: a percentage from 20 on, below it the difference', () => {
    for (const [now, before, words] of [
      [120, 100, '+20 % vs October'],
      [80, 100, '−20 % vs October'],
      [12, 9, '+3 vs October'],
      [9, 12, '−3 vs October'],
      [7, 7, 'Same as October'],
      [0, 0, 'Same as October'],
    ] as const)
      assert.equal(text(countChangeText(now, before, 'October')), words);
    assert.equal(text(differenceText(35, 21)), '+14 (66.7 %)');
    assert.equal(text(differenceText(5, 5)), '±0');
  });

  test('change of a rate: points, unless its range holds the earlier rate', () => {
    assert.equal(rateChangeText(rate(0.04, 0.03, 0.05), rate(0.02), 'October'), '+2 points vs October');
    assert.equal(rateChangeText(rate(0.04, 0.03, 0.05), rate(0.045), 'October'), 'About the same as October');
    assert.equal(rateChangeText(rate(0.02), rate(0.04), 'October'), '−2 points vs October');
    assert.equal(rateChangeText(rate(0.04), rate(null), 'October'), null);
    assert.equal(rateChangeText(rate(null), rate(0.04), 'October'), null);
  });

  test('numbers of days: today, which is not over, is in no comparison', () => {
    const counts = { impressions: 0, measurable: 0, viewable: 0, firstScreen: 0, clicks: 0, follows: 0 };
    const metrics = {
      window: { days: 7, from: '2026-11-18', to: '2026-11-24', zone: 'UTC' },
      totals: { ...counts, clicks: 10 },
      byDay: [
        { ...counts, date: '2026-11-23', clicks: 7 },
        { ...counts, date: '2026-11-24', clicks: 3 },
      ],
      before: { from: '2026-11-11', to: '2026-11-16', counts, viewableRate: rate(null), clickThrough: rate(null) },
    } as unknown as Metrics;
    const { counts: shown, change } = periodOfDays(metrics);
    assert.deepEqual([shown?.clicks, change?.counts.clicks], [10, 7]);
    assert.equal(periodOfDays({ ...metrics, before: null }).change, null);
    // The seven days before those that are shown are counted once fourteen days are.
    const since = (countingSince: string) => periodOfDays({ ...metrics, countingSince, before: null }).comparedFrom;
    assert.equal(since('2026-11-12'), '2026-11-25');
    assert.equal(since('2026-11-11'), null);
    // A month is compared once the whole month before was counted.
    const sinceOf = (countingSince: string) => {
      const month = { month: '2026-11', to: '2026-11-23', days: 23, countedDays: 23, counts };
      const lastMonth = { ...month, counts: null };
      return periodOfMonth({ month, lastMonth, byDay: [], countingSince } as unknown as MonthMetrics).comparedFrom;
    };
    assert.deepEqual(['2026-10-23', '2026-11-01', '2026-10-01'].map(sinceOf), ['2026-12-01', '2026-12-01', null]);
    assert.equal(numbers.noDaysBefore('2026-11-25'), 'no comparison before Nov 25');
  });
});

describe('what changed', () => {
  const place = (page: string, given: Partial<Placement>) =>
    ({
      page,
      keyPage: null,
      status: 'live',
      firstSeen: '2026-10-01T12:00:00.000Z',
      lostSince: null,
      ...given,
    }) as Placement;
  const note = (date: string): LibraryNote => ({ id: 1, date, text: `Note of ${date}`, by: 'liaison' });
  const sum = (value: number | null): CoverageSum =>
    ({ scheduled: 60, value, low: value, high: value, observedShare: 1, hidden: false }) as CoverageSum;
  const desk = (tier: QueueHours['tier'], ...exceptions: HoursRules['exceptions']) => ({
    name: `${tier} desk`,
    tier,
    hours: { weekly: [], seasons: [], exceptions },
  });
  const changed = (
    placements: Placement[],
    notes: LibraryNote[] = [],
    coverage?: (number | null)[],
    desks: ReturnType<typeof desk>[] = [],
  ): string[] =>
    whatChanged({
      list: { placements, window: { days: 30, from: '2026-10-26', to: '2026-11-24', zone: 'America/New_York' } },
      notes,
      desks,
      from: '2026-10-26',
      to: '2026-11-24',
      countingSince: '2026-10-01',
      ...(coverage && { coverage: { month: sum(coverage[0]!), lastMonth: sum(coverage[1]!) } }),
    }).map((each) => text(changedText(each)));

  test('what changed: places lost and added in these days by the library’s clock, the latest first; the latest note in place of a page that it names', () => {
    assert.deepEqual(
      changed(
        [
          place('/added', { firstSeen: '2026-11-05T12:00:00.000Z' }),
          place('/noted', { keyPage: '2026-11-12', firstSeen: '2026-11-12T12:00:00.000Z' }),
          place('/same-day', { firstSeen: '2026-11-12T13:00:00.000Z' }),
          place('/old', { status: 'lost', lostSince: '2026-10-20T12:00:00.000Z' }),
          place('/lost', { status: 'lost', lostSince: '2026-11-20T03:00:00.000Z' }),
        ],
        [note('2026-11-01'), note('2026-11-12')],
      ),
      [
        'Since Nov 19: The button is not seen on /lost.',
        'Nov 12: Note of 2026-11-12',
        'Nov 12: The button is new on /same-day.',
      ],
    );
  });

  test('what changed: the days of this time on which the own desk was closed, and why', () => {
    const open = [{ open: '09:00', close: '12:00' }];
    const desks = [
      desk(
        'local',
        { date: '2026-11-26', open: [] },
        { date: '2026-11-20', through: '2026-11-25', open: [], note: 'Carpet' },
        { date: '2026-11-11', open: [], note: 'Veterans Day' },
        { date: '2026-11-12', open },
        { date: '2026-10-25', open: [] },
      ),
      desk('statewide', { date: '2026-11-13', open: [] }),
    ];
    assert.deepEqual(changed([], [], [0.8, 0.9], desks), [
      'local desk was closed all day on Nov 11 (Veterans Day), Nov 20 – 25, 2026 (Carpet).',
      'Coverage of own desks: 80 %, 90 % the month before.',
    ]);
    assert.deepEqual(changed([], [], undefined, [desk('local')]), []);
  });

  test('what changed: at most three, none of them guessed', () => {
    const lost = ['1', '2', '3', '4'].map((day) =>
      place(`/${day}`, { status: 'lost', lostSince: `2026-11-0${day}T12:00:00.000Z` }),
    );
    assert.deepEqual(changed(lost, [note('2026-11-12')]).length, 3);
    assert.deepEqual(changed([place('/first', { firstSeen: '2026-10-01T12:00:00.000Z' })]), []);
    assert.deepEqual(changed([], [], [0.8, 0.9]), ['Coverage of own desks: 80 %, 90 % the month before.']);
    assert.deepEqual(changed([], [], [0.8, null]), []);
  });
});
