// The order of the coordinator's table, and who needs attention: the server's word, so that it holds across pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Attention, AttentionLevel, AttentionReason } from '@askusnow/sdk/contract';
import {
  countRows,
  markNeeds,
  selectRows,
  type CountedRow,
} from '../../../server/src/visibility/placements/overview.ts';
import { toMovedScore } from '../../../server/src/visibility/placements/moved-store.ts';
import { toComparedRate } from '../../../server/src/visibility/metrics/suppression.ts';
import { toRate } from '../../../server/src/visibility/metrics/wilson.ts';
import { sortYielding } from '../../../server/src/platform/yield-event-loop.ts';
import { aRandom } from '../../support/data/random.ts';

const aRow = (library: string, more: Partial<CountedRow> = {}): CountedRow => {
  const row = {
    library,
    name: `${library} library`,
    live: true,
    status: 'live' as const,
    lostSince: null,
    attention: [],
    keyPagesLive: 2,
    keyPagesExpected: 2,
    placements: 1,
    refused: 0,
    counts: { impressions: 0, measurable: 0, viewable: 0, firstScreen: 0, clicks: 0, follows: 0 },
    clickThrough: toComparedRate(toRate(0, 0)),
    clickChange: null,
    score: null,
    handOvers: { open: 0, oldestAt: null },
    ...more,
  };
  return markNeeds([row])[0]!;
};
const LEVELS: Partial<Record<AttentionReason, AttentionLevel>> = {
  refused: 'bad',
  lost: 'bad',
  'some-refused': 'bad',
  'never-seen': 'warn',
  'places-lost': 'warn',
};
const worst = (reason: AttentionReason): Attention => ({ reason, level: LEVELS[reason] ?? 'note', count: 1 });
const ALL = { q: '', sort: 'attention', reverse: false, status: undefined } as const;
const idsOf = (rows: CountedRow[]): string[] => rows.map(({ library }) => library);

const aScore = (low: number, change: number | null = null) => ({
  ...{ passed: 1, of: 2, unknown: 0, low, high: 1 },
  ...{ change, passedChange: null },
});

describe("the coordinator's order", () => {
  test('overview order: those that the tasks name come before a warning that they do not name', async () => {
    const gaps: Attention = { reason: 'gaps-ahead', level: 'warn', count: 3 };
    const check: Attention = { reason: 'suspect', level: 'warn', count: 1 };
    const clicks = { impressions: 9, measurable: 9, viewable: 9, firstScreen: 9, clicks: 9, follows: 0 };
    const rows = [
      aRow('gaps', { attention: [gaps] }),
      aRow('check', { attention: [check], counts: clicks, clicksToCheck: 9 }),
    ];
    assert.deepEqual(idsOf(await selectRows(rows, ALL)), ['check', 'gaps']);
  });

  test('overview order: the lowest score, the largest fall and the oldest work first; what is not known last', async () => {
    const rows = [
      aRow('unknown'),
      aRow('high', { score: aScore(0.9, -0.1), handOvers: { open: 1, oldestAt: '2026-11-20T00:00:00.000Z' } }),
      aRow('low', { score: aScore(0.2, 0.3), handOvers: { open: 2, oldestAt: '2026-11-01T00:00:00.000Z' } }),
    ];
    const orderOf = async (sort: 'score' | 'moved' | 'hand-overs') => idsOf(await selectRows(rows, { ...ALL, sort }));
    assert.deepEqual(await orderOf('score'), ['low', 'high', 'unknown']);
    assert.deepEqual(await orderOf('moved'), ['high', 'low', 'unknown']);
    assert.deepEqual(await orderOf('hand-overs'), ['low', 'high', 'unknown']);
  });

  test('overview score: its change is against the score of 30 days ago, and not known without one', () => {
    const rowOf = (date: string, low: number) => ({ libraryId: 'a', date, passed: 1, of: 2, unknown: 0, low, high: 1 });
    const old = rowOf('2026-10-24', 0.25);
    const now = rowOf('2026-11-24', 0.5);
    assert.equal(toMovedScore([old, rowOf('2026-11-20', 0.4), now], '2026-11-24')?.change, 0.25);
    assert.deepEqual(toMovedScore([now], '2026-11-24'), aScore(0.5));
    const rulesOf = (more: object) => toMovedScore([old, { ...now, ...more }], '2026-11-24')?.passedChange;
    assert.deepEqual([rulesOf({}), rulesOf({ passed: 2 }), rulesOf({ of: 3 })], [0, 1, null]);
    assert.equal(toMovedScore([old], '2026-11-24'), null);
  });

  test('overview: clicks to check are those of the days in doubt, and the library with the most of them is named', () => {
    const counts = { impressions: 0, measurable: 0, viewable: 0, firstScreen: 0, follows: 0 };
    const rows = [
      aRow('clear', { counts: { ...counts, clicks: 1_070 } }),
      aRow('kent', { counts: { ...counts, clicks: 40 }, clicksToCheck: 30 }),
      aRow('howard', { counts: { ...counts, clicks: 684 }, clicksToCheck: 600 }),
    ];
    const { doubtful, attention } = countRows(markNeeds(rows));
    assert.equal(attention, 1, 'as in the tasks, only a large share of all clicks needs attention');
    assert.deepEqual(doubtful, { clicks: 630, libraries: 2, first: { library: 'howard', name: 'howard library' } });
    assert.equal(countRows([aRow('clear')]).doubtful?.first, null);
  });

  test('overview order: asks for attention where data is lost, has stopped or never began, of a library that is live', () => {
    const reasons = ['refused', 'places-lost', 'some-refused', 'key-pages'] as const;
    assert.equal(
      countRows([aRow('clear'), ...reasons.map((reason) => aRow(reason, { attention: [worst(reason)] }))]).attention,
      3,
    );
    assert.equal(countRows([aRow('a', { attention: [worst('refused')], live: false })]).attention, 0);
  });

  test('overview order: puts lost data first, then silence, then what never began; a library that is not live comes last', async () => {
    const rows = [
      aRow('live'),
      aRow('later', { live: false, attention: [worst('refused')] }),
      aRow('missing', { keyPagesLive: 1, attention: [worst('key-pages')] }),
      aRow('missing-more', { keyPagesLive: 0, attention: [worst('key-pages')] }),
      aRow('never', { attention: [worst('never-seen')] }),
      aRow('lost', { attention: [worst('lost')] }),
      aRow('some-refused', { attention: [worst('some-refused')] }),
      aRow('refused', { attention: [worst('refused'), worst('key-pages')] }),
    ];
    const worstFirst = ['refused', 'lost', 'some-refused', 'never', 'missing-more', 'missing', 'live', 'later'];
    assert.deepEqual(idsOf(await selectRows(rows, ALL)), worstFirst);
    assert.deepEqual(idsOf(await selectRows(rows, { ...ALL, reverse: true })), worstFirst.toReversed());
  });

  test('overview order: has no rate below every rate', async () => {
    const rateOf = (clicks: number, viewable: number) => toComparedRate(toRate(clicks, viewable));
    const rows = [
      aRow('none'),
      aRow('zero', { clickThrough: rateOf(0, 30) }),
      aRow('some', { clickThrough: rateOf(3, 30) }),
    ];
    assert.deepEqual(idsOf(await selectRows(rows, { ...ALL, sort: 'click-through' })), ['some', 'zero', 'none']);
  });

  test('overview order: finds by every word, in name or id, and by status', async () => {
    const rows = [aRow('cecil', { name: 'Cecil County', status: 'lost' }), aRow('harford', { name: 'Harford County' })];
    const found = async (more: object): Promise<string[]> =>
      idsOf(await selectRows(rows, { ...ALL, sort: 'name', ...more }));
    assert.deepEqual(await found({ q: ' county  HAR' }), ['harford']);
    assert.deepEqual(await found({ q: 'county', status: 'lost' }), ['cecil']);
    assert.deepEqual(await found({}), ['cecil', 'harford']);
    assert.deepEqual(await found({ reverse: true }), ['harford', 'cecil']);
  });
});

test('overview order: a long list sorted in turns is as toSorted has it, equal rows in their former order', async () => {
  const random = aRandom(5);
  for (const length of [0, 1, 499, 500, 501, 3_210]) {
    const list = Array.from({ length }, (_, index) => ({ key: Math.floor(random() * 50), index }));
    const compare = (one: { key: number }, other: { key: number }): number => one.key - other.key;
    assert.deepEqual(await sortYielding(list, compare), list.toSorted(compare));
  }
});
