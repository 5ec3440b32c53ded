// In:    a library's facts.
// Out:   what a rule without weight has to say about them.
// Never: says that a page fails WCAG: 3.2.6 is about the same order of help that is repeated, and does not require help.
import type { RuleOutcome } from '@askusnow/sdk/contract';
import type { LibraryFacts } from './facts.ts';
import { byEvent, latestFirst, byReading, latestOf } from './judge-page.ts';
import { landmarkNames, STEPS } from './sentences.ts';

type Advice = Pick<RuleOutcome, 'evidence' | 'reason' | 'nextStep'>;

/** Landmarks are what pages report of the order; one place on all of them is the same order. */
function sameOrder({ placements }: LibraryFacts): Advice {
  const located = placements.filter(({ isLive, landmarks }) => isLive && landmarks !== null && landmarks.length > 0);
  if (located.length < 2)
    return { evidence: null, reason: 'Fewer than two placements report where they stand.', nextStep: null };
  const evidence = byEvent(located);
  const counts = Map.groupBy(located, ({ landmarks }) => landmarkNames(landmarks!.toSorted(), 'and'));
  if (counts.size === 1)
    return { evidence, reason: `Every placement stands in the page’s ${[...counts.keys()][0]!}.`, nextStep: null };
  const places = [...counts].map(([where, its]) => `${where} (${its.length})`).join(', ');
  return {
    evidence,
    reason: `Placements stand in different parts of their pages: ${places}.`,
    nextStep: 'Where two pages repeat the same help, put the tag in the same place on both.',
  };
}

function floating({ placements }: LibraryFacts): Advice {
  const live = placements.filter(({ isLive }) => isLive);
  const loose = live.filter(({ isFloating }) => isFloating);
  if (loose.length === 0) return { evidence: null, reason: 'No floating control is in use.', nextStep: null };
  const isAlone = loose.length === live.length;
  return {
    evidence: byEvent(loose),
    reason: isAlone ? 'Only a floating control is in use.' : 'A floating control stands beside placed tags.',
    nextStep: isAlone ? 'Place a tag on the page itself, too.' : null,
  };
}

const PLAIN_WORDS =
  'Patrons understand a plain phrase such as “Ask a librarian” better than a brand, an acronym or “reference”.';

function plainWords({ readings }: LibraryFacts): Advice {
  const judged = latestOf(readings.filter(({ traits }) => traits['plain-words'] !== undefined));
  const bad = judged.find(({ traits }) => traits['plain-words'] === false);
  if (bad)
    return {
      evidence: byReading(bad),
      reason: `On “${bad.keyPage}” the link’s words are a brand, an acronym or “reference”.`,
      nextStep: STEPS.traits['plain-words'],
    };
  if (judged.length === 0) return { evidence: null, reason: PLAIN_WORDS, nextStep: null };
  return {
    evidence: byReading(judged.toSorted(latestFirst).at(-1)!),
    reason: 'On no page that was read are the link’s words a brand, an acronym or “reference”.',
    nextStep: null,
  };
}

export function adviceOf(about: 'same-order' | 'plain-words' | 'floating', facts: LibraryFacts): Advice {
  switch (about) {
    case 'same-order':
      return sameOrder(facts);
    case 'floating':
      return floating(facts);
    case 'plain-words':
      return plainWords(facts);
  }
}
