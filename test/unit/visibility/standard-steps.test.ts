import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleOutcome } from '@askusnow/sdk/contract';
import { evaluateRule } from '../../../server/src/visibility/standard/evaluate.ts';
import type { LibraryFacts } from '../../../server/src/visibility/standard/facts.ts';
import { DEFAULT_STANDARD, rulesOf } from '../../../server/src/visibility/standard/rules.ts';
import { aKeyPage, aPlacementAt, aReading, noFacts, NOW_MS } from '../../support/data/standard-facts.ts';

const RULES = rulesOf(DEFAULT_STANDARD);
const outcomeOf = (rule: string, facts: Partial<LibraryFacts>): RuleOutcome =>
  evaluateRule(
    RULES.find(({ id }) => id === rule)!,
    { ...noFacts, ...facts },
    NOW_MS,
  );
const stepOf = (rule: string, facts: Partial<LibraryFacts>): string | null => outcomeOf(rule, facts).nextStep;
const home = aKeyPage('home');

test('rules: a next step names its page, or the tag that was there', () => {
  const absent = { keyPages: [home, aKeyPage('contact')], readings: [aReading('contact', 'absent')] };
  assert.equal(stepOf('contact-tag', absent), 'Ask the webmaster to paste the tag on “The contact page”.');
  const low = { phone: { measurable: 100, firstScreen: 1 }, desktop: { measurable: 100, firstScreen: 99 } };
  const scrolled = { keyPages: [home], placements: [aPlacementAt('home', { firstScreen: low })] };
  assert.equal(
    stepOf('home-first-screen', scrolled),
    'Ask the webmaster to move the tag on “The home page” up, so that it shows without scrolling.',
  );
});

test('traits: where no key page can be read, the step is to name an address, not to read pages', () => {
  const readable = aKeyPage('home', { origin: 'https://www.library.example', pattern: '/' });
  assert.match(stepOf('one-click', { keyPages: [readable] }) ?? '', /^Check a key page, under Key pages\./);
  assert.match(
    stepOf('one-click', { keyPages: [home] }) ?? '',
    /^Give the coordinator the whole address of “The home page”/,
  );
  for (const page of [readable, home])
    assert.equal(outcomeOf('one-click', { keyPages: [page] }).asksForAddress, page === home);
});
