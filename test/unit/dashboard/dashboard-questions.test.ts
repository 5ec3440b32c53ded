// The entry form of a week: what is typed, and what of it is sent.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { QuestionDay, StateSheet } from '@askusnow/sdk';
import {
  clicksCountedSince,
  coveredCell,
  givenCell,
  measuredText,
  periodText,
  questionsCell,
  sharedNotes,
  type Figures,
} from '../../../server/dashboard/out/i18n/state-sheet.js';
import { likelyText } from '../../../server/dashboard/out/i18n/questions.js';
import {
  dueWeek,
  mondayOf,
  toDraft,
  toEntry,
  weekOf,
  weeksLater,
} from '../../../server/dashboard/out/logic/question-week.js';

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

  test('entry: the week to count is the first that has begun and lacks a day', () => {
    const week = (from: string, missing: string[]) => ({ from, to: weekOf(from).at(-1)!, missing });
    const weeks = [week('2026-07-13', []), week('2026-10-12', [DATE]), week('2027-01-11', ['2027-01-11'])];
    assert.equal(dueWeek({ weeks, today: '2026-10-14' })?.from, '2026-10-12');
    assert.equal(dueWeek({ weeks, today: '2026-10-11' }), undefined);
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

test('questions: a range that is wider than the number is high says that nothing is sure', () => {
  assert.equal(likelyText({ value: 1020, low: 840, high: 1200 }), 'likely 840 to 1,200');
  assert.equal(likelyText({ value: 3432, low: 132, high: 7154 }), 'very uncertain: 132 to 7,154');
  assert.equal(likelyText({ value: 936, low: null, high: null }), null);
});

test('state report: an estimate says by what it was made, a range of nothing known is shown, and a total has none', () => {
  const cell = (questions: Figures['questions']) => questionsCell({ questions } as Figures);
  const zero = { value: 0, low: 0, high: 48, method: 'ES' } as const;
  assert.deepEqual(cell({ ...zero, basis: 'weeks' }), {
    value: '0 (estimate)',
    notes: ['from counted weeks', 'very uncertain: 0 to 48'],
  });
  const byClicks = cell({ ...zero, value: 847, basis: 'clicks' });
  assert.deepEqual(byClicks.notes[0], 'from clicks');
  assert.deepEqual(cell(zero), { value: 'about 0', notes: ['estimate for the whole year', 'very uncertain: 0 to 48'] });
  assert.deepEqual(cell({ value: 9, low: 9, high: 9, method: 'CT', basis: 'count' }), {
    value: '9 (count)',
    notes: [],
  });
});

test('state report: hours of which nothing was measured are no zero', () => {
  const cell = (covered: number, unmonitored: number) =>
    coveredCell({ hours: { scheduled: 600, covered, unmonitored } } as Figures);
  assert.deepEqual(cell(0, 600), { value: 'Not measured', notes: [] });
  assert.deepEqual(cell(540, 60), { value: '9 h', notes: ['1 h not measured'] });
  assert.deepEqual(cell(0, 0), { value: '0 h', notes: [] });
});

test('state report: covered hours of all libraries say at how many of them they were measured', () => {
  const of = (...unmonitored: (number | null)[]) =>
    measuredText(
      unmonitored.map((each) => ({
        hours: each === null ? null : { scheduled: 60, covered: 0, unmonitored: each },
      })) as unknown as StateSheet['libraries'],
    );
  assert.deepEqual(of(30, 60, null), ['at 1 library; 2 not measured']);
  assert.deepEqual([of(0, 30), of(60, null)], [null, null]);
});

test('state report: hours given name what their share is of, and what was given for others, so that they add up', () => {
  const cell = (owed: number, given: number, missed: number, unmonitored: number, value: number) =>
    givenCell(
      {
        given: { owed: owed * 60, given: given * 60, missed: missed * 60, unmonitored: unmonitored * 60, value },
      } as Figures,
      'given-of-owed',
    );
  assert.deepEqual(cell(36, 35.8, 4.4, 0, 0.99), {
    value: '35.8 h of 36 h (99\u202f%)',
    notes: ['4.4 h missed', 'at least 4.2 h for other libraries'],
  });
  assert.deepEqual(cell(335, 295, 12, 25, 0.95), {
    value: '295 h of 310 h (95\u202f%)',
    notes: ['12 h missed', '25 h owed not known'],
  });
});

test('state report: when counting began within the year, its period is said once, and not where one library counted all of it', () => {
  const row = (clicksSince: string | null, hoursSince: string | null, clicks: number | null = 1) =>
    ({
      clicks,
      clicksSince,
      hours: { scheduled: 1, covered: 0, unmonitored: 1 },
      hoursSince,
    }) as StateSheet['libraries'][number];
  const [early, late] = ['2026-10-23', '2026-10-24'];
  assert.equal(
    periodText([row(early, early), row(late, late), row(null, early, null)]),
    'Clicks and hours are counted since October 23, 2026. Earlier days are in neither.',
  );
  assert.equal(
    periodText([row(early, late)]),
    'Clicks are counted since October 23, 2026, hours since October 24, 2026. Earlier days are in neither.',
  );
  assert.equal(
    periodText([row(early, early), row(null, late)]),
    'Hours are counted since October 23, 2026. Earlier days are not in them.',
  );
  assert.equal(periodText([row(null, null)]), '');
  // Its tile goes on to say since when most have counted.
  assert.equal(clicksCountedSince([row(early, early), row(null, late)]), null);
});

test('state report: a note that most figures of a column share is said once, others where they belong', () => {
  const since = 'Not counted before August 1, 2026';
  const cell = (...notes: string[]) => ({ value: '1', notes });
  assert.deepEqual(sharedNotes([cell(since, '1 to 3'), cell(since, '2 to 4'), cell()]), [since]);
  assert.deepEqual(sharedNotes([cell(since), cell()]), []);
  assert.deepEqual(sharedNotes([cell(since), cell('another')]), []);
  assert.deepEqual(sharedNotes([cell(since), cell('another'), cell(since)]), [since]);
});
