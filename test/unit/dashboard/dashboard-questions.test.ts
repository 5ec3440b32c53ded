// The entry form of a week: what is typed, and what of it is sent.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { QuestionDay } from '@askusnow/sdk';
import { mondayOf, toDraft, toEntry, weekOf, weeksLater } from '../../../server/dashboard/out/logic/question-week.js';

const DATE = '2026-10-12';
const STORED: QuestionDay = {
  date: DATE,
  state: 'counted',
  questions: 9,
  levels: [1, 2, 6, 0, 0, 0],
  source: 'typed',
  revision: 3,
  by: 'liaison',
  at: '2026-10-13T12:00:00.000Z',
};

describe('the entry of a week', () => {
  test('entry: a week is Monday to Sunday, over the ends of months and years', () => {
    assert.deepEqual(
      [mondayOf('2026-11-01'), mondayOf('2026-10-26'), mondayOf('2027-01-03')],
      ['2026-10-26', '2026-10-26', '2026-12-28'],
    );
    assert.equal(weekOf('2026-12-28').at(-1), '2027-01-03');
    assert.equal(weeksLater('2026-12-28', -1), '2026-12-21');
  });

  test('entry: an untouched day is not sent, and what is sent names the revision that was read', () => {
    assert.equal(toEntry(DATE, toDraft(STORED), STORED), undefined);
    assert.equal(toEntry(DATE, toDraft(undefined), undefined), undefined);
    assert.deepEqual(toEntry(DATE, { ...toDraft(STORED), questions: '' }, STORED), {
      date: DATE,
      state: 'removed',
      revision: 3,
    });
    assert.deepEqual(toEntry(DATE, { ...toDraft(undefined), closed: true }, undefined), {
      date: DATE,
      state: 'closed',
      revision: 0,
    });
  });

  test('entry: what is no whole number goes to the server as none, which refuses it by its field', () => {
    for (const questions of ['x', '1.5', '-3', '1e3', '=1+1'])
      assert.ok(Number.isNaN(toEntry(DATE, { ...toDraft(undefined), questions }, undefined)?.questions), questions);
    const { levels } = toEntry(
      DATE,
      { ...toDraft(STORED), questions: '4', levels: ['', '4', '', '', '', ''] },
      STORED,
    )!;
    assert.deepEqual(levels, [0, 4, 0, 0, 0, 0]);
  });
});
