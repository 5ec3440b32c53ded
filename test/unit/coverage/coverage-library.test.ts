// What a library's patrons saw, whether it was true, and unmet demand.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TIERS } from '@askusnow/sdk/contract';
import { civilDays } from '../../../server/src/coverage/ledger/days.ts';
import {
  hideSmallCells,
  missedOf,
  missedOfAll,
  type MissedCell,
  type MissedCount,
} from '../../../server/src/coverage/ledger/missed.ts';
import { readPeriod } from '../../../server/src/coverage/ledger/period.ts';
import type { Refusal } from '../../../server/src/platform/refusal.ts';
import {
  accuracyOf,
  type NamedQueue,
  displayedLengths,
  displayedMinutes,
  type DisplayedLength,
  type DisplayedInterval,
} from '../../../server/src/coverage/ledger/displayed-state.ts';
import type { PresenceInterval } from '../../../server/src/coverage/presence/sample.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';

const ZONE = 'America/New_York';
const MIDNIGHT_MS = Date.parse('2026-05-04T04:00:00.000Z');
const at = (minute: number): number => MIDNIGHT_MS + minute * MINUTE_MS;
const told = (
  ...list: [number, number, DisplayedInterval['state'], DisplayedInterval['tier']?][]
): DisplayedInterval[] =>
  list.map(([start, end, state, tier = null]) => ({ startMs: at(start), endMs: at(end), state, tier }));
const seen = (...list: [number, number, PresenceInterval['state']][]): PresenceInterval[] =>
  list.map(([start, end, state]) => ({ startMs: at(start), endMs: at(end), state }));

test('library coverage: availability is the share of recorded minutes in which a tier could answer, by tier', () => {
  const { minutes, byState, availability } = displayedMinutes(
    displayedLengths(
      told(
        [0, 60, 'available', 'local'],
        [60, 90, 'busy', 'local'],
        [90, 120, 'available', 'global'],
        [120, 180, 'closed'],
        [200, 220, 'unknown'],
      ),
    ),
  );
  assert.deepEqual([minutes, availability], [200, 120 / 200]);
  assert.deepEqual(byState, [
    { state: 'available', tier: 'local', minutes: 60 },
    { state: 'available', tier: 'global', minutes: 30 },
    { state: 'busy', tier: 'local', minutes: 30 },
    { state: 'unknown', tier: null, minutes: 20 },
    { state: 'closed', tier: null, minutes: 60 },
  ]);
  assert.deepEqual(displayedMinutes([]), { minutes: 0, byState: [], availability: null });
});

test('library coverage: where a tier could always answer, availability is 1 and no more, however the time is split', () => {
  const parts = fc.array(fc.tuple(fc.constantFrom(...TIERS), fc.integer({ min: 1, max: 400 * 86_400_000 })), {
    minLength: 1,
  });
  const check = (availability: (lengths: DisplayedLength[]) => number | null) =>
    fc.assert(
      fc.property(parts, (list) => {
        const lengths = list.map(([tier, ms]): DisplayedLength => ({ state: 'available', tier, ms }));
        assert.equal(availability(lengths), 1);
      }),
      {
        numRuns: 1000,
        examples: [
          [
            [
              ['local', 246_496_875],
              ['statewide', 132_902_781],
            ],
          ],
        ],
      },
    );
  check((lengths) => displayedMinutes(lengths).availability);
  const byQuotients = (lengths: DisplayedLength[]): number => {
    const { minutes, byState } = displayedMinutes(lengths);
    return byState.reduce((sum, each) => sum + each.minutes, 0) / minutes;
  };
  assert.throws(() => check(byQuotients), 'quotients that are added up are found');
});

describe('displayed-state accuracy', () => {
  const LOCAL = { tier: 'local', shownHours: null } as const;
  const STATE = { tier: 'statewide', shownHours: null } as const;
  const day = civilDays(ZONE, { startMs: at(0), endMs: at(60) });

  test('accuracy: shown open counts against the queue of the tier that answered, and that one alone', () => {
    const [accuracy] = accuracyOf(
      told([0, 30, 'available', 'local'], [30, 60, 'available', 'statewide']),
      [
        { ...LOCAL, presence: seen([10, 50, 'nobody']) },
        { ...STATE, presence: seen([0, 35, 'nobody'], [35, 60, 'unknown']) },
      ],
      day,
    );
    assert.deepEqual(accuracy, {
      date: '2026-05-04',
      shownOpenSec: 25 * 60,
      observedOpenSec: 25 * 60,
      shownClosedSec: null,
      observedClosedSec: 0,
    });
  });

  test('accuracy: shown closed counts once, however many desks were there; unknown claims nothing', () => {
    const [accuracy] = accuracyOf(
      told([0, 30, 'closed'], [30, 60, 'unknown']),
      [
        { ...LOCAL, presence: seen([10, 60, 'available']) },
        { ...STATE, presence: seen([0, 5, 'busy'], [5, 15, 'available'], [15, 60, 'busy']) },
      ],
      day,
    );
    assert.deepEqual(accuracy, {
      date: '2026-05-04',
      shownOpenSec: null,
      observedOpenSec: 0,
      shownClosedSec: 25 * 60,
      observedClosedSec: 30 * 60,
    });
  });

  test('accuracy: a desk that is left on past closing is nobody; mutant: taken for somebody, it is closed untruly all night', () => {
    const shownHours = [{ startMs: at(0), endMs: at(20) }];
    const shutSec = (desk: Pick<NamedQueue, 'shownHours'>) =>
      accuracyOf(told([10, 60, 'closed']), [{ ...LOCAL, ...desk, presence: seen([0, 60, 'available']) }], day)[0]
        ?.shownClosedSec;
    assert.equal(shutSec({ shownHours }), 10 * 60);
    assert.equal(shutSec({ shownHours: null }), 50 * 60);
  });

  test('what nobody watched is not known to be true: an unwatched desk, and one that fell silent', () => {
    const open = told([0, 60, 'available', 'local']);
    const seconds = (presence: PresenceInterval[]) => {
      const [{ shownOpenSec, observedOpenSec }] = accuracyOf(open, [{ ...LOCAL, presence }], day) as [
        ReturnType<typeof accuracyOf>[number],
      ];
      return [shownOpenSec, observedOpenSec];
    };
    assert.deepEqual(seconds([]), [null, 0]);
    assert.deepEqual(seconds(seen([0, 60, 'unknown'])), [null, 0]);
    assert.deepEqual(seconds(seen([0, 20, 'busy'], [20, 60, 'unknown'])), [0, 20 * 60]);
  });

  test('accuracy: each second falls on its own civil day, also where the clocks change', () => {
    const period = { startMs: Date.parse('2026-11-01T04:00:00.000Z'), endMs: Date.parse('2026-11-02T06:00:00.000Z') };
    const accuracy = accuracyOf(
      [{ ...period, state: 'available', tier: 'local' }],
      [{ ...LOCAL, presence: [{ ...period, state: 'nobody' }] }],
      civilDays(ZONE, period),
    );
    assert.deepEqual(
      accuracy.map(({ date, shownOpenSec }) => [date, (shownOpenSec ?? NaN) / 3600]),
      [
        ['2026-11-01', 25],
        ['2026-11-02', 1],
      ],
    );
  });
});

describe('missed demand', () => {
  const counts: MissedCount[] = [
    { weekday: 1, daypart: 0, clicks: 3, viewable: 40 },
    { weekday: 1, daypart: 3, clicks: 6, viewable: 30 },
    { weekday: 7, daypart: 2, clicks: 9, viewable: 90 },
  ];
  const shown = (cells: MissedCell[]) =>
    cells
      .filter(({ clicks, viewable, suppressed }) => clicks + viewable > 0 || suppressed)
      .map(({ weekday, daypart, clicks, viewable, suppressed }) => [weekday, daypart, clicks, viewable, suppressed]);

  test('after four weeks the map is whole: 28 cells, nothing hidden', () => {
    const cells = missedOf(counts, 28);
    assert.equal(cells.length, 28);
    assert.deepEqual(shown(cells), [
      [1, 'night', 3, 40, false],
      [1, 'evening', 6, 30, false],
      [7, 'afternoon', 9, 90, false],
    ]);
  });

  test('unmet demand: before that 1 to 4 are hidden, and with one hidden cell the next smallest; 0 stays 0', () => {
    assert.deepEqual(shown(missedOf(counts, 27)), [
      [1, 'night', 0, 0, true],
      [1, 'evening', 0, 0, true],
      [7, 'afternoon', 9, 90, false],
    ]);
  });

  test('unmet demand: two hidden cells hide each other; a map without small cells is left alone', () => {
    const cell = (weekday: number, clicks: number): MissedCell => ({
      weekday,
      daypart: 'night',
      clicks,
      viewable: 0,
      suppressed: false,
    });
    const hidden = (...clicks: number[]) =>
      hideSmallCells(clicks.map((each, index) => cell(index + 1, each))).map(({ suppressed }) => suppressed);
    assert.deepEqual(hidden(1, 4, 5, 0), [true, true, false, false]);
    assert.deepEqual(hidden(5, 9, 0), [false, false, false]);
    assert.deepEqual(hidden(4, 0, 0), [true, false, false]);
  });
});

test('library coverage: a period is the last seven civil days where the address does not say, and never what is to come', () => {
  const nowMs = Date.parse('2026-11-04T15:00:00.000Z');
  const read = (from?: string, to?: string) => {
    try {
      const { startMs, endMs } = readPeriod({ ...(from ? { from } : {}), ...(to ? { to } : {}) }, ZONE, nowMs);
      return [startMs, endMs].map((ms) => new Date(ms).toISOString());
    } catch (error) {
      return (error as Refusal).more.errors?.[0]?.field;
    }
  };
  assert.deepEqual(read(), ['2026-10-29T04:00:00.000Z', '2026-11-04T15:00:00.000Z']);
  assert.deepEqual(read('2026-11-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'), [
    '2026-11-01T00:00:00.000Z',
    '2026-11-04T15:00:00.000Z',
  ]);
  assert.deepEqual(read(undefined, '2026-10-01T00:00:00.000Z'), [
    '2026-09-24T04:00:00.000Z',
    '2026-10-01T00:00:00.000Z',
  ]);
  assert.equal(read('2025-09-30T15:00:00.000Z')?.[0], '2025-09-30T15:00:00.000Z');
  assert.equal(read('2025-09-30T14:59:59.999Z'), 'to');
  assert.equal(read('2026-11-04T15:00:00.000Z'), 'from');
});

test('unmet demand: of all libraries has 28 cells, and hides small ones however long it was counted', () => {
  const counts: MissedCount[] = [
    { weekday: 1, daypart: 3, clicks: 2, viewable: 30 },
    { weekday: 2, daypart: 3, clicks: 6, viewable: 30 },
    { weekday: 3, daypart: 3, clicks: 60, viewable: 300 },
  ];
  const cells = missedOfAll(counts);
  assert.equal(cells.length, 28);
  // The next smallest, too: a total would reveal a single one.
  assert.deepEqual(
    cells.filter(({ suppressed }) => suppressed).map(({ weekday, clicks }) => [weekday, clicks]),
    [
      [1, 0],
      [2, 0],
    ],
  );
  // The mutant: the rule of one library shows them after four weeks.
  assert.equal(missedOf(counts, 91).filter(({ suppressed }) => suppressed).length, 0);
});
