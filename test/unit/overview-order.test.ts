// The order of the coordinator's table, and who needs attention: the server's word, so that it holds across pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { selectRows, countRows, type CountedRow } from '../../server/src/placements/overview.ts';
import { toComparedRate } from '../../server/src/metrics/suppression.ts';
import { toRate } from '../../server/src/metrics/wilson.ts';
import { sortInTurns } from '../../server/src/turns.ts';
import { aRandom } from '../support/random.ts';

const aRow = (library: string, more: Partial<CountedRow> = {}): CountedRow => ({
  library,
  name: `${library} library`,
  live: true,
  status: 'live',
  silentSince: null,
  keyPagesLive: 2,
  keyPagesExpected: 2,
  placements: 1,
  refused: 0,
  counts: { impressions: 0, measurable: 0, viewable: 0, firstScreen: 0, clicks: 0 },
  clickThrough: toComparedRate(toRate(0, 0)),
  ...more,
});
const ALL = { q: '', sort: 'attention', reverse: false, status: undefined } as const;
const idsOf = (rows: CountedRow[]): string[] => rows.map(({ library }) => library);

describe("the coordinator's order", () => {
  test('asks for attention where data is lost, has stopped or never began, of a library that is live', () => {
    const statuses = ['refused', 'silent', 'never-seen', 'zero', 'new', 'live'] as const;
    assert.equal(countRows(statuses.map((status) => aRow(status, { status }))).attention, 3);
    assert.equal(countRows([aRow('a', { status: 'refused', live: false })]).attention, 0);
  });

  test('puts lost data first, then silence, then what never began; a library that is not live comes last', async () => {
    const rows = [
      aRow('live'),
      aRow('missing', { keyPagesLive: 0 }),
      aRow('later', { live: false, status: 'never-seen' }),
      aRow('never', { status: 'never-seen' }),
      aRow('silent', { status: 'silent' }),
      aRow('refused', { status: 'refused' }),
    ];
    const worstFirst = ['refused', 'silent', 'never', 'missing', 'live', 'later'];
    assert.deepEqual(idsOf(await selectRows(rows, ALL)), worstFirst);
    assert.deepEqual(idsOf(await selectRows(rows, { ...ALL, reverse: true })), worstFirst.toReversed());
  });

  test('has no rate below every rate', async () => {
    const rateOf = (clicks: number, viewable: number) => toComparedRate(toRate(clicks, viewable));
    const rows = [
      aRow('none'),
      aRow('zero', { clickThrough: rateOf(0, 30) }),
      aRow('some', { clickThrough: rateOf(3, 30) }),
    ];
    assert.deepEqual(idsOf(await selectRows(rows, { ...ALL, sort: 'click-through' })), ['some', 'zero', 'none']);
  });

  test('finds by every word, in name or id, and by status', async () => {
    const rows = [
      aRow('cecil', { name: 'Cecil County', status: 'silent' }),
      aRow('harford', { name: 'Harford County' }),
    ];
    const found = async (more: object): Promise<string[]> =>
      idsOf(await selectRows(rows, { ...ALL, sort: 'name', ...more }));
    assert.deepEqual(await found({ q: ' county  HAR' }), ['harford']);
    assert.deepEqual(await found({ q: 'county', status: 'silent' }), ['cecil']);
    assert.deepEqual(await found({}), ['cecil', 'harford']);
    assert.deepEqual(await found({ reverse: true }), ['harford', 'cecil']);
  });
});

test('a long list sorted in turns is as toSorted has it, equal rows in their former order', async () => {
  const random = aRandom(5);
  for (const length of [0, 1, 499, 500, 501, 3_210]) {
    const list = Array.from({ length }, (_, index) => ({ key: Math.floor(random() * 50), index }));
    const compare = (one: { key: number }, other: { key: number }): number => one.key - other.key;
    assert.deepEqual(await sortInTurns(list, compare), list.toSorted(compare));
  }
});
