// Days of which no silence follows: most libraries were silent, or this server was away.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cooperativeNotice } from '../../../server/src/help/notices/site-notices.ts';
import { toDayNumber } from '../../../server/src/visibility/placements/silence.ts';
import { COMPARED_DAYS, daysAway, daysOfSilence } from '../../../server/src/visibility/placements/unseen-days.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';

const FIRST = toDayNumber('2026-10-26');
/** Forty libraries on weekdays, twenty on Sundays, as many as said on the days of `over`. */
const seen = (over: Record<number, number> = {}): number[] =>
  Array.from({ length: COMPARED_DAYS }, (_, index) => over[index] ?? (index % 7 === 6 ? 20 : 40));
const indexesOf = (counts: number[]): number[] => daysOfSilence(counts, FIRST).map((day) => day - FIRST);

describe('unseen days', () => {
  test('unseen days: a day on which most of the usual libraries are silent is one, a Sunday with half of them is none', () => {
    assert.deepEqual(indexesOf(seen()), []);
    assert.deepEqual(indexesOf(seen({ 25: 0, 26: 19, 27: 12 })), [25, 26]);
  });
  test('unseen days: of two libraries nothing follows for the cooperative', () => {
    assert.deepEqual(indexesOf(Array.from({ length: COMPARED_DAYS }, (_, index) => (index === 20 ? 0 : 2))), []);
  });
  test('unseen days: so is a day on which this server answered nobody for six hours, and none with a shorter restart', () => {
    const at = (text: string): number => Date.parse(`2026-11-${text}:00.000Z`);
    const aways = [
      { fromMs: at('20T10:00'), toMs: at('20T15:59') },
      { fromMs: at('21T14:00'), toMs: at('23T05:00') },
    ];
    assert.deepEqual(daysAway(aways), [toDayNumber('2026-11-21'), toDayNumber('2026-11-22')]);
  });
});

describe('cooperative notice', () => {
  const nowMs = Date.parse('2026-11-24T14:00:00.000Z');
  const noticesAt = (ms: number, ...days: string[]) => [
    ...cooperativeNotice(new Set(days.map(toDayNumber)), { publicUrl: 'https://ask.example.org', nowMs: ms }),
  ];

  test('cooperative notice: two days in a row are one notice to the coordinator, however long they last', () => {
    assert.deepEqual(noticesAt(nowMs, '2026-11-23'), []);
    assert.deepEqual(noticesAt(nowMs, '2026-11-21', '2026-11-23'), []);
    const [notice, ...others] = noticesAt(nowMs, '2026-11-22', '2026-11-23');
    assert.deepEqual([others.length, notice!.tier, notice!.library], [0, 'statewide', null]);
    assert.match(notice!.text, /^Since Sun, Nov 22 fewer than half of the libraries/);
    const [later] = noticesAt(nowMs + 24 * HOUR_MS, '2026-11-22', '2026-11-23', '2026-11-24');
    assert.equal(later!.key, notice!.key);
  });
});
