// What the visibility page shows first, without a browser: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Overview, RuleOutcome } from '@askusnow/sdk/contract';
import { scoreChanges, scoreGeometry } from '../../../server/dashboard/out/logic/score-history.js';
import { nextSteps } from '../../../server/src/visibility/standard/next-steps.ts';
import {
  clicksText,
  handOverText,
  scoreNote,
  scoreText,
  clickCountText,
} from '../../../server/dashboard/out/i18n/moved-text.js';
import { landmarkLabel, LANDMARKS, landmarkText } from '../../../server/dashboard/out/i18n/sight-text.js';
import { trendText } from '../../../server/dashboard/out/i18n/trend-text.js';
import { pagesText, ruleTitle } from '../../../server/dashboard/out/i18n/visibility.js';
import { landmarkNames } from '../../../server/src/visibility/standard/sentences.ts';

const aRule = (rule: string, part: Partial<RuleOutcome>): RuleOutcome => ({
  rule,
  title: rule,
  weight: 1,
  result: 'fail',
  evidence: null,
  reason: 'Because.',
  nextStep: 'Do it.',
  asksForAddress: false,
  mayState: [],
  statement: null,
  source: null,
  missingTag: null,
  ...part,
});
const stepsOf = (rules: RuleOutcome[]): string[] => nextSteps(rules).map(({ rule }) => rule);

test('next steps: three, the heaviest rules that are not met first, then those that are not known', () => {
  const rules = [
    aRule('met', { result: 'pass', weight: 9, nextStep: null }),
    aRule('unknown', { result: 'unknown', weight: 9 }),
    aRule('light', { weight: 1 }),
    aRule('heavy', { weight: 3 }),
  ];
  assert.deepEqual(stepsOf(rules), ['heavy', 'light', 'unknown']);
  assert.deepEqual(stepsOf([...rules, aRule('middle', { weight: 2 })]), ['heavy', 'middle', 'light']);
});

test('next steps: none for advice, for what does not apply, and where everything is met', () => {
  const rules = (['pass', 'advice', 'not-applicable'] as const).map((result) => aRule(result, { result }));
  assert.deepEqual(stepsOf(rules), []);
});

test('key pages: the count first, and what is not known', () => {
  const pages = (['pass', 'pass', 'fail', 'unknown'] as const).map((result) => ({
    name: 'Home',
    result,
    reason: '',
    missingTag: null,
  }));
  assert.equal(pagesText(pages), '2 of 4 key pages have the button, 1 not known');
  assert.equal(pagesText(pages.slice(0, 3)), '2 of 3 key pages have the button');
});

test('rules: one without its tag names the page as the library does, and no other page', () => {
  const missingTag = { page: null, placement: 'teens' };
  const pages = [
    { name: 'Book lists', result: 'fail' as const, reason: '', missingTag: { page: null, placement: 'lists' } },
    { name: 'Teens', result: 'fail' as const, reason: '', missingTag },
    { name: 'Home', result: 'pass' as const, reason: '', missingTag: null },
  ];
  assert.equal(ruleTitle(aRule('A tag for teens', { missingTag }), pages), 'A tag for teens: “Teens”');
  assert.equal(ruleTitle(aRule('A text link', {}), pages), 'A text link');
});

test('trend: its text has the first week, the last and the most', () => {
  assert.equal(trendText([40, 80, 52]), '3 weeks of views: 40 in the first, 52 in the last; the most is 80.');
  assert.equal(trendText([0, 0]), '2 weeks of views: none.');
});

test('overview: a score is the count, what is not known, the interval and its change; a hand-over has its age', () => {
  const score = { passed: 12, of: 19, unknown: 3, low: 0.6, high: 0.75, change: 0.06, passedChange: 2 };
  const noteOf = (each: Parameters<typeof scoreNote>[0]) => scoreNote(each).replace(/\s/g, ' ');
  assert.deepEqual([scoreText(score), noteOf(score)], ['12 of 19', '3 not known, 60–75 %, 2 rules more in 30 days']);
  assert.equal(noteOf({ ...score, unknown: 0, passedChange: null }), '60–75 %');
  assert.deepEqual([scoreText(null), scoreNote(null)], ['not counted', '']);
  const nowMs = Date.parse('2026-11-24T12:00:00.000Z');
  const text = handOverText({ open: 2, oldestAt: '2026-11-12T12:00:00.000Z' }, nowMs);
  assert.equal(text, '2 open hand-overs, the oldest 12 days');
});

test('overview: clicks are compared at the libraries that counted on all days; where none did, it says so', () => {
  const counts = { libraries: 24, clicks: 1_754, attention: 6 };
  const clickChange = { now: 1_120, before: 1_000, libraries: 20 };
  const textOf = (more: Pick<Overview['counts'], 'clickChange' | 'doubtful'>) =>
    clicksText({ days: 30, counts: { ...counts, ...more } } as Overview).replaceAll(/\s+/g, ' ');
  const compared = '1,754 clicks in 30 days · +12 % vs the 30 days before';
  assert.equal(textOf({ clickChange }), `${compared} at 20 libraries`);
  assert.equal(textOf({ clickChange: { ...clickChange, libraries: 24 } }), compared);
  assert.equal(textOf({ clickChange: null }), '1,754 clicks in 30 days · no earlier days to compare');
  assert.equal(
    textOf({
      clickChange: null,
      doubtful: { clicks: 600, libraries: 1, first: { library: 'howard', name: 'Howard' } },
    }),
    '1,754 clicks in 30 days, 600 of them to check at Howard · no earlier days to compare',
  );
});

const aScore = (date: string, part: { passed?: number; low?: number | null; high?: number | null } = {}) => ({
  ...{ date, passed: 1, of: 10, unknown: 4, low: 0.1, high: 0.5 },
  ...part,
});

test('score over time: a day that was not counted stays empty, and so does one without a score', () => {
  const scores = [aScore('2026-10-01'), aScore('2026-10-04', { low: null, high: null }), aScore('2026-10-05')];
  const { days, bars, plot } = scoreGeometry(scores, { width: 500, height: 132 });
  assert.deepEqual([days.length, bars.map(({ day }) => day.date)], [5, ['2026-10-01', '2026-10-05']]);
  const { y, middle } = bars[0]!;
  assert.deepEqual([plot.bottom - middle, plot.bottom - y].map(Math.round), [10, 50]);
});

test('score over time: the days that changed it, without the first', () => {
  const scores = ['01', '02', '03', '04'].map((day) => aScore(`2026-10-${day}`, { passed: day < '03' ? 1 : 2 }));
  assert.deepEqual(
    scoreChanges(scores).map(({ date }) => date),
    ['2026-10-03'],
  );
});

test('landmarks: each part of a page has one name, in the table, in the form and in what the server says', () => {
  assert.equal(LANDMARKS.length, 6);
  for (const landmark of LANDMARKS) {
    const name = landmarkNames([landmark]);
    assert.match(landmarkText({ landmark }), new RegExp(`^in (?:the )?${name}$`));
    assert.equal(landmarkLabel(landmark).toLowerCase(), name);
  }
  assert.deepEqual([landmarkText({ landmark: 'aside' }), landmarkText({ landmark: null })], ['in the side column', '']);
  assert.equal(landmarkLabel('main'), 'Main content');
});

test('all libraries: one whose button was seen on no page has no count, which is not zero', () => {
  const of = (status: string) =>
    clickCountText({ status, counts: { clicks: 0 } } as Parameters<typeof clickCountText>[0]);
  assert.equal(of('never-seen'), 'not counted');
  assert.equal(of('live'), '0');
});
