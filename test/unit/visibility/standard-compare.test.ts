import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RULE_RESULTS } from '@askusnow/sdk/contract';
import { daysOf } from '../../../server/src/platform/time/day-window.ts';
import { openDates } from '../../../server/src/schedule/hours/open-dates.ts';
import { sidesOf, toBeforeAfter, toWorth, type LibraryDays } from '../../../server/src/visibility/standard/compare.ts';
import { nextResult, type StoredResult } from '../../../server/src/visibility/standard/rule-results.ts';

const DAY = '2026-06-15';
const HARFORD = { id: 'harford', zone: 'America/New_York' };
const RANGE = { from: '2026-05-01', to: '2026-08-01' };
/** Every day open, with so many clicks before and after the day. */
const days = (before: number, after: number, openDays = daysOf(RANGE)): LibraryDays => ({
  openDays: new Set(openDays),
  countingSince: RANGE.from,
  counts: new Map(daysOf(RANGE).map((date) => [date, date < DAY ? before : after])),
});

/** Of different size, and the same in all weeks. */
const OTHERS = [2, 3, 4, 5, 6, 7].map((size) => days(size, size));
const compared = (own: LibraryDays, today = '2026-08-01') =>
  toBeforeAfter(HARFORD, DAY, { own, others: OTHERS }, today);

test('before and after: four whole weeks on each side, the day itself on neither', () => {
  assert.deepEqual(sidesOf(DAY), {
    before: { from: '2026-05-18', to: '2026-06-14' },
    after: { from: '2026-06-16', to: '2026-07-13' },
  });
  const { before, after, verdict, ratio } = compared(days(4, 8));
  assert.deepEqual([before.clicks, before.openDays, before.perDay], [112, 28, 4]);
  assert.deepEqual([after.clicks, after.openDays, after.perDay], [224, 28, 8]);
  assert.equal(verdict, 'more');
  assert.ok(Math.abs(ratio! - 2) < 0.02);
});

test('before and after: closed days and days that are not over count on neither side', () => {
  const open = daysOf(RANGE).filter((date) => new Date(date).getUTCDay() !== 0);
  const { before, after, verdict } = compared(days(4, 8, open), '2026-06-20');
  assert.deepEqual([before.openDays, after.openDays, verdict], [24, 4, 'too-few']);
});

test('before and after: days before counting began are not days without clicks', () => {
  const since = { ...days(0, 8), countingSince: '2026-06-12' };
  const { before, verdict, sentence } = compared(since);
  assert.deepEqual([before.openDays, verdict], [3, 'too-few']);
  assert.match(sentence, /^Too few to compare: 224 clicks on 28 open days, 0 on 3 open days before\./);
  assert.equal(compared({ ...since, countingSince: null }).after.openDays, 0);
});

test('before and after: mutant: days before counting began, taken for days without clicks, make noise a success', () => {
  const { verdict } = compared(days(0, 8));
  assert.equal(verdict, 'more');
});

test('open days: by the week, the season and the exceptions; unknown hours close none', () => {
  const weekly = [{ days: ['mo' as const, 'tu' as const], open: '09:00', close: '17:00' }];
  const seasons = [{ name: 'Summer', from: '2026-06-20', to: '2026-06-30', weekly: [] }];
  const exceptions = [
    { date: '2026-06-15', open: [] },
    { date: '2026-06-25', open: [{ open: '10:00', close: '12:00' }] },
  ];
  const window = { from: '2026-06-14', to: '2026-06-28' };
  assert.deepEqual(openDates({ weekly, seasons, exceptions }, window), ['2026-06-16', '2026-06-25']);
  assert.equal(openDates({ weekly: null, seasons: [], exceptions: [] }, window).length, 15);
});

test('first met: only a rule that was known not to be met comes to be met, once', () => {
  const walk = (...results: (typeof RULE_RESULTS)[number][]): StoredResult | undefined =>
    results.reduce<StoredResult | undefined>(
      (before, result, at) => nextResult(before, result, `2026-01-0${at + 1}`),
      undefined,
    );
  assert.equal(walk('pass')?.firstMetOn, null);
  assert.equal(walk('unknown', 'pass')?.firstMetOn, null);
  assert.equal(walk('fail', 'unknown', 'pass')?.firstMetOn, '2026-01-03');
  assert.deepEqual(walk('fail', 'pass', 'fail', 'pass'), {
    isMet: true,
    since: '2026-01-04',
    firstMetOn: '2026-01-02',
  });
  assert.equal(walk('unknown', 'advice', 'not-applicable'), undefined);
});

test('first met: is never before the rule was known not to be met', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...RULE_RESULTS), { maxLength: 9 }), (results) => {
      let state: StoredResult | undefined;
      results.forEach((result, at) => (state = nextResult(state, result, `2026-01-0${at + 1}`)));
      const firstFail = results.indexOf('fail');
      if (!state?.firstMetOn) return;
      const met = Number(state.firstMetOn.slice(-1)) - 1;
      assert.ok(firstFail >= 0 && firstFail < met);
      assert.equal(results[met], 'pass');
    }),
  );
});

const rule = { id: 'home-tag', title: 'The button on the home page' };
const met = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ libraryId: `met-${at}`, isMet: true, since: DAY, firstMetOn: DAY }));
const unchanged = (count: number, since = '2026-01-01') =>
  Array.from({ length: count }, (_, at) => ({ libraryId: `same-${at}`, isMet: true, since, firstMetOn: null }));
const daysFor = (library: string): LibraryDays => {
  const size = 4 + Number(library.at(-1));
  return library.startsWith('met') ? days(size, size * 3) : days(size, size * 2);
};

test('worth: against the libraries where nothing changed in those weeks', () => {
  const { libraries, verdict, ratio, sentence } = toWorth(rule, [...met(6), ...unchanged(6)], daysFor, '2026-08-01');
  assert.deepEqual([libraries, verdict], [6, 'more']);
  assert.match(
    sentence,
    /^More than chance explains at the 6 libraries that came to meet it: 1\.50 times as many clicks /,
  );
  assert.ok(Math.abs(ratio! - 1.5) < 0.05, String(ratio));
});

test('worth: what chance explains is no success, in words too', () => {
  const swinging = (library: string): LibraryDays =>
    days(9, library.startsWith('met') && Number(library.at(-1)) % 2 === 0 ? 12 : 7);
  const { verdict, sentence } = toWorth(rule, [...met(6), ...unchanged(6)], swinging, '2026-08-01');
  assert.equal(verdict, 'no-clear-change');
  assert.match(sentence, /^No difference can be told from chance at the 6 libraries /);
});

test('worth: one that met the rule in those weeks, lost it and met it again since is not compared with', () => {
  const again = unchanged(6).map((each) => ({ ...each, firstMetOn: '2026-06-20', since: '2026-07-25' }));
  assert.equal(toWorth(rule, [...met(6), ...again], daysFor, '2026-08-01').libraries, 0);
});

test('worth: libraries whose rule changed in those weeks are not compared with, nor counted before the weeks are over', () => {
  const during = toWorth(rule, [...met(6), ...unchanged(6, '2026-06-01')], daysFor, '2026-08-01');
  assert.deepEqual([during.libraries, during.ratio, during.verdict], [0, null, 'too-few']);
  const early = toWorth(rule, [...met(6), ...unchanged(6)], daysFor, '2026-07-13');
  assert.deepEqual([early.libraries, early.ratio], [0, null]);
  const four = toWorth(rule, [...met(4), ...unchanged(6)], daysFor, '2026-08-01');
  assert.match(four.sentence, /^Not known yet: it takes 5 libraries .* so far there are 4\.$/);
});
