import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  EVIDENCE_SOURCES,
  PAGE_KINDS,
  PAGE_STATES,
  type Landmark,
  type OwnRule,
  type RuleOutcome,
  type Viewport,
} from '@askusnow/sdk/contract';
import { evaluatePages, evaluateRule, evaluateRules } from '../../../server/src/visibility/standard/evaluate.ts';
import type { LibraryFacts } from '../../../server/src/visibility/standard/facts.ts';
import { pageOf, rulesOf, DEFAULT_STANDARD } from '../../../server/src/visibility/standard/rules.ts';
import { STATEMENT_DAYS } from '../../../server/src/visibility/standard/statement-outcomes.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { aKeyPage, aPlacementAt, aReading, noFacts, NOW_MS, someFacts } from '../../support/data/standard-facts.ts';

const RULES = rulesOf(DEFAULT_STANDARD);
const evaluate = (rule: string, facts: Partial<LibraryFacts>): RuleOutcome =>
  evaluateRule(
    RULES.find(({ id }) => id === rule)!,
    { ...noFacts, ...facts },
    NOW_MS,
  );
const resultOf = (rule: string, facts: Partial<LibraryFacts>): string => evaluate(rule, facts).result;
const own = (rule: object): RuleOutcome['result'] => {
  const rules = rulesOf({ ...DEFAULT_STANDARD, rules: [{ id: 'own', title: 'Ours', weight: 1, ...rule } as OwnRule] });
  return evaluateRule(
    rules.at(-1)!,
    { ...noFacts, keyPages: [aKeyPage('record')], placements: [aPlacementAt('record', { landmarks: ['aside'] })] },
    NOW_MS,
  ).result;
};
const home = aKeyPage('home');

test('rules: every result has a reason; only a pass, advice and "not applicable" may lack a next step', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const outcomes = evaluateRules(RULES, facts, NOW_MS);
      assert.equal(outcomes.length, RULES.length);
      for (const { rule, reason, nextStep, result, weight, evidence } of outcomes) {
        assert.match(reason, /^.+[.]$/, rule);
        if (result === 'fail' || result === 'unknown') assert.ok(nextStep, rule);
        assert.equal(result === 'advice', weight === null, rule);
        if (result === 'pass' || result === 'fail') assert.ok(evidence, rule);
      }
    }),
  );
});

test('rules: without a key page of its kind a rule never fails, whatever else is known', () => {
  fc.assert(
    fc.property(someFacts, fc.constantFrom(...PAGE_KINDS), (facts, kind) => {
      const keyPages = facts.keyPages.filter((page) => page.kind !== kind);
      for (const rule of RULES.filter(({ check }) => pageOf(check) === kind))
        assert.match(evaluateRule(rule, { ...facts, keyPages }, NOW_MS).result, /^(unknown|not-applicable)$/);
    }),
  );
});

test('rules: a live tag decides, whatever a reading of the page says', () => {
  for (const state of PAGE_STATES) {
    const { result, evidence } = evaluate('home-tag', {
      keyPages: [home],
      placements: [aPlacementAt('home')],
      readings: [aReading('home', state)],
    });
    assert.deepEqual([result, evidence?.source], ['pass', 'event']);
  }
});

test('rules: a tag that stopped reporting fails, though its source is still in the page', () => {
  const facts = {
    keyPages: [home],
    placements: [aPlacementAt('home', { isLive: false })],
    readings: [aReading('home', 'found')],
  };
  assert.deepEqual([resultOf('home-tag', facts), evaluate('home-tag', facts).evidence?.source], ['fail', 'event']);
});

test('rules: of two readings of a page the later one decides', () => {
  for (const [state, result] of [
    ['found', 'pass'],
    ['absent', 'fail'],
  ] as const) {
    const readings = [
      aReading('home', state === 'found' ? 'absent' : 'found', { atMs: NOW_MS - 9 * DAY_MS }),
      aReading('home', state, { atMs: NOW_MS }),
    ];
    for (const order of [readings, readings.toReversed()])
      assert.equal(resultOf('home-tag', { keyPages: [home], readings: order }), result);
  }
});

test('standard: names the kinds of evidence that exist, and no other', () => {
  assert.deepEqual(EVIDENCE_SOURCES, ['event', 'static', 'person']);
});

test('rules: mutant: the latest evidence wins lets page source overrule the tag’s own reports', () => {
  const latest = (evidence: { says: string; atMs: number }[]): string =>
    evidence.toSorted((one, other) => other.atMs - one.atMs)[0]!.says;
  const [event, source] = [aPlacementAt('home'), aReading('home', 'absent', { atMs: NOW_MS })];
  const naive = latest([
    { says: 'pass', atMs: event.lastSeenMs },
    { says: 'fail', atMs: source.atMs },
  ]);
  assert.equal(naive, 'fail');
  assert.equal(resultOf('home-tag', { keyPages: [home], placements: [event], readings: [source] }), 'pass');
});

test('rules: of all states of a reading only "absent" fails, and only where no event speaks', () => {
  for (const state of PAGE_STATES) {
    const result = resultOf('home-tag', { keyPages: [home], readings: [aReading('home', state)] });
    assert.equal(result, state === 'found' ? 'pass' : state === 'absent' ? 'fail' : 'unknown', state);
  }
});

test('rules: a reading that finds a tag says nothing of its name, a window width or other pages', () => {
  const readings = [aReading('home', 'found')];
  for (const part of [{ placement: 'header' }, { viewport: 'phone' as const }, { minPatterns: 2 }])
    assert.equal(resultOf('home-tag', { keyPages: [aKeyPage('home', part)], readings }), 'unknown');
  const absent = [aReading('home', 'absent')];
  assert.equal(
    resultOf('home-tag', { keyPages: [aKeyPage('home', { placement: 'header' })], readings: absent }),
    'fail',
  );
});

test('rules: catalog pages are known by events alone', () => {
  const keyPages = [aKeyPage('catalog-results')];
  assert.equal(resultOf('catalogue-tag', { keyPages, readings: [aReading('catalog-results', 'absent')] }), 'unknown');
});

test('rules: a page that never reported fails once other pages have reported for four weeks', () => {
  const facts = { keyPages: [home], placements: [aPlacementAt('contact')] };
  assert.equal(resultOf('home-tag', { ...facts, countingSinceMs: NOW_MS - 27 * DAY_MS }), 'unknown');
  assert.equal(resultOf('home-tag', { ...facts, countingSinceMs: NOW_MS - 28 * DAY_MS }), 'fail');
  const silent = { keyPages: [home], placements: [aPlacementAt('contact', { isLive: false })] };
  assert.equal(resultOf('home-tag', { ...silent, countingSinceMs: NOW_MS - 28 * DAY_MS }), 'unknown');
});

test('rules: a floating control is no placed tag', () => {
  const facts = { keyPages: [home], placements: [aPlacementAt('home', { isFloating: true })] };
  assert.equal(resultOf('home-tag', facts), 'unknown');
  assert.match(evaluate('floating', facts).reason, /Only a floating control/);
});

test('first screen: needs 20 measured views on a phone and on a desktop, half of them without scrolling', () => {
  const views = (phone: number, desktop: number, measurable = 20) => ({
    phone: { measurable, firstScreen: phone },
    desktop: { measurable, firstScreen: desktop },
  });
  const of = (firstScreen: ReturnType<typeof views>): string =>
    resultOf('home-first-screen', { keyPages: [home], placements: [aPlacementAt('home', { firstScreen })] });
  assert.equal(of(views(10, 10)), 'pass');
  assert.equal(of(views(9, 20)), 'fail');
  assert.equal(of(views(19, 19, 19)), 'unknown');
});

test('sections: five at least, three fifths of them in the header or navigation; unknown ones may go either way', () => {
  const pages = (count: number) =>
    Array.from({ length: count }, (_, at) => aKeyPage('section', { name: `S${at}`, pattern: `/s${at}` }));
  const placed = (landmarks: (Landmark[] | null)[]) =>
    landmarks.map((where, at) => aPlacementAt('section', { pattern: `/s${at}`, landmarks: where }));
  const of = (count: number, landmarks: (Landmark[] | null)[]): string =>
    resultOf('sections', { keyPages: pages(count), placements: placed(landmarks) });
  const [top, foot]: [Landmark[], Landmark[]] = [['header'], ['footer']];
  assert.equal(of(4, [top, top, top, top]), 'unknown');
  assert.equal(of(5, [top, top, ['nav'], foot, foot]), 'pass');
  assert.equal(of(5, [top, top, foot, foot, foot]), 'fail');
  assert.equal(of(5, [top, top, null, foot, foot]), 'unknown');
});

test('no results: the placement is live, and in the main content', () => {
  const keyPages = [aKeyPage('no-results', { pattern: null, placement: 'no-results' })];
  const of = (landmarks: Landmark[] | null): string =>
    resultOf('no-results-tag', { keyPages, placements: [aPlacementAt('record', { name: 'no-results', landmarks })] });
  assert.deepEqual([of(['main']), of(['footer']), of(null)], ['pass', 'fail', 'unknown']);
});

test('phone: seen at phone width; a hundred wider views without one fail', () => {
  const seen = (viewports: Viewport[], recentCount: number) => [aPlacementAt('home', { viewports, recentCount })];
  assert.equal(resultOf('phone', { placements: seen(['tablet', 'desktop'], 99) }), 'unknown');
  assert.equal(resultOf('phone', { placements: seen(['tablet', 'desktop'], 100) }), 'fail');
  assert.equal(resultOf('phone', { placements: seen(['desktop', 'phone'], 100) }), 'pass');
});

test('traits: the page that does not meet a rule is named; a page that was not judged decides nothing', () => {
  const good = aReading('home', 'found', { traits: { 'one-click': true } });
  const bad = aReading('contact', 'found', { traits: { 'one-click': false } });
  assert.equal(resultOf('one-click', { readings: [aReading('home', 'found')] }), 'unknown');
  assert.equal(resultOf('one-click', { readings: [good] }), 'pass');
  assert.match(evaluate('one-click', { readings: [good, bad] }).reason, /“The contact page” does not/);
});

test('traits: a line on who answers is unknown while one page with the tag does not show it; else a person may say so', () => {
  const shown = aReading('home', 'found', { traits: { 'who-answers': true } });
  const silent = aReading('contact', 'found', { traits: {} });
  const statements = [{ rule: 'who-answers', verdict: 'met' as const, atMs: NOW_MS - DAY_MS, by: 'Jo', revision: 1 }];
  assert.equal(resultOf('who-answers', { readings: [shown] }), 'pass');
  assert.equal(resultOf('who-answers', { readings: [shown, silent] }), 'unknown');
  assert.equal(resultOf('who-answers', { readings: [silent], statements }), 'pass');
});

test('plain words: advice names the page that was read, and says nothing of pages that were not', () => {
  const plain = aReading('home', 'found', { traits: { 'plain-words': true } });
  const brand = aReading('contact', 'found', { traits: { 'plain-words': false } });
  const unread = evaluate('plain-words', { readings: [] });
  assert.deepEqual([unread.result, unread.evidence], ['advice', null]);
  assert.match(evaluate('plain-words', { readings: [plain] }).reason, /On no page that was read/);
  const advised = evaluate('plain-words', { readings: [plain, brand] });
  assert.match(advised.reason, /On “The contact page” the link’s words are a brand/);
  assert.equal(advised.evidence?.source, 'static');
  assert.match(advised.nextStep ?? '', /plain phrase/);
});

test("words: a person's word counts for a year, and never against the tag's own reports", () => {
  const said = (verdict: 'met' | 'not-met' | 'not-applicable', days: number, rule = 'reviewed') => ({
    statements: [{ rule, verdict, atMs: NOW_MS - days * DAY_MS, by: 'Jo', revision: 1 }],
  });
  assert.equal(resultOf('reviewed', {}), 'unknown');
  assert.equal(resultOf('reviewed', said('met', STATEMENT_DAYS - 1)), 'pass');
  assert.equal(resultOf('reviewed', said('met', STATEMENT_DAYS)), 'unknown');
  assert.equal(resultOf('reviewed', said('not-met', 1)), 'fail');
  assert.equal(resultOf('young-adult-tag', said('not-applicable', 1, 'young-adult-tag')), 'not-applicable');
  const stated = { ...said('not-applicable', 1, 'home-tag'), keyPages: [home], placements: [aPlacementAt('home')] };
  assert.equal(resultOf('home-tag', stated), 'pass');
  const followed = { ...said('not-met', 1, 'off-site'), placements: [aPlacementAt('home', { form: 'link' })] };
  assert.equal(resultOf('off-site', followed), 'pass');
});

test('own rules: each fixed kind is checked', () => {
  assert.equal(own({ kind: 'tag', page: 'record' }), 'pass');
  assert.equal(own({ kind: 'first-screen', page: 'record' }), 'unknown');
  assert.equal(own({ kind: 'landmark', page: 'record', landmarks: ['aside'] }), 'pass');
  assert.equal(own({ kind: 'landmark', page: 'record', landmarks: ['main'] }), 'fail');
  assert.equal(own({ kind: 'placement', placement: 'header' }), 'pass');
  assert.equal(own({ kind: 'placement', placement: 'footer' }), 'unknown');
  assert.equal(own({ kind: 'word' }), 'unknown');
});

test('order: help in different landmarks is advice, never a failure', () => {
  const placements = [aPlacementAt('home', { landmarks: ['nav'] }), aPlacementAt('contact', { landmarks: ['footer'] })];
  const { result, reason, weight } = evaluate('same-order', { placements });
  assert.deepEqual([result, weight], ['advice', null]);
  assert.equal(reason, 'Placements stand in different parts of their pages: navigation (1), footer (1).');
  assert.ok(!reason.includes('WCAG'));
});

test('rules: one in error is unknown with its reason, and the others stay', () => {
  const broken = { ...noFacts, keyPages: [home], placements: [aPlacementAt('home', { lastSeenMs: NaN })] };
  const outcomes = evaluateRules(RULES, broken, NOW_MS);
  assert.equal(outcomes.length, RULES.length);
  const { result, reason } = outcomes.find(({ rule }) => rule === 'home-tag')!;
  assert.equal(result, 'unknown');
  assert.match(reason, /could not be checked/);
});

test('rules: a missing tag names the page to hand over, where its address is known', () => {
  const known = aKeyPage('home', { origin: 'https://www.library.example', pattern: '/', placement: 'header' });
  const missing = (page: typeof known) =>
    evaluate('home-tag', { keyPages: [page], readings: [aReading('home', 'absent')] }).missingTag;
  assert.deepEqual(missing(known), { page: 'https://www.library.example/', placement: 'header' });
  assert.deepEqual(missing({ ...known, pattern: '/:slug' }), { page: null, placement: 'header' });
  assert.deepEqual(missing({ ...known, origin: null, placement: null }), { page: null, placement: null });
  const live = evaluate('home-tag', { keyPages: [home], placements: [aPlacementAt('home')] });
  assert.deepEqual([live.result, live.missingTag], ['pass', null]);
});

test('key pages: a page is unknown, not missing, until something speaks of it', () => {
  const resultsOf = (facts: Partial<LibraryFacts>) =>
    evaluatePages({ ...noFacts, keyPages: [home], ...facts }, NOW_MS).map(({ result }) => result);
  assert.deepEqual(resultsOf({}), ['unknown']);
  assert.deepEqual(resultsOf({ readings: [aReading('home', 'blocked')] }), ['unknown']);
  assert.deepEqual(resultsOf({ readings: [aReading('home', 'absent')] }), ['fail']);
  assert.deepEqual(resultsOf({ placements: [aPlacementAt('home')] }), ['pass']);
});
