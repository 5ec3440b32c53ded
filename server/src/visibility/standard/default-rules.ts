// Out:   the default visibility standard: 22 rules with weights, how each may be known, and who published it.
// Never: a weight of a source: weights are this project's, sources publish rules.
import type { EvidenceKind, OwnRule, PageKind } from '@askusnow/sdk/contract';

/** What a rule looks at: an own rule's kind with its conditions, or one that only a default rule has. */
export type RuleCheck =
  | Omit<Extract<OwnRule, { kind: 'tag' }>, RuleHead>
  | Omit<Extract<OwnRule, { kind: 'first-screen' }>, RuleHead>
  | Omit<Extract<OwnRule, { kind: 'landmark' }>, RuleHead>
  | Omit<Extract<OwnRule, { kind: 'placement' }>, RuleHead>
  | { kind: 'word' }
  /** The share of the declared sections with a tag in the header or the navigation. */
  | { kind: 'sections' }
  /** Seen in a window of phone width. */
  | { kind: 'phone' }
  /** A quality of the tag that only reading a page can show. */
  | { kind: 'page-trait'; trait: PageTrait }
  /** Reached from a link or a QR code outside of the site. */
  | { kind: 'off-site' }
  | { kind: 'advice'; about: 'same-order' | 'plain-words' | 'floating' };

type RuleHead = 'id' | 'title' | 'weight';

/** One click to chat; a text link beside any graphic; the library's own entry point; plain words; a line on who answers and when. */
export const PAGE_TRAITS = ['one-click', 'text-link', 'own-entry-point', 'plain-words', 'who-answers'] as const;
export type PageTrait = (typeof PAGE_TRAITS)[number];

export interface DefaultRule {
  id: string;
  title: string;
  /** Null: advice. */
  weight: number | null;
  evidence: readonly EvidenceKind[];
  source: string;
  check: RuleCheck;
}

const tag = (page: PageKind): RuleCheck => ({ kind: 'tag', page });

/** In the order of the published list. */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  {
    id: 'home-tag',
    title: 'The button on the home page',
    weight: 3,
    evidence: ['event', 'page'],
    source: 'POWER Library best linking practices 1; AskUsNow! Qwidget guide; NCknows',
    check: tag('home'),
  },
  {
    id: 'home-first-screen',
    title: 'On the first screen of the home page, on phones and desktops',
    weight: 2,
    evidence: ['event'],
    source: 'POWER Library 2 ("top of pages"); Pardue ("above the fold")',
    check: { kind: 'first-screen', page: 'home' },
  },
  {
    id: 'sections',
    title: 'In the header or navigation of at least 60 % of the site sections',
    weight: 3,
    evidence: ['event'],
    source: 'AskUsNow! ("recurring table of contents"); Pardue; POWER Library 3',
    check: { kind: 'sections' },
  },
  {
    id: 'catalogue-tag',
    title: 'The button on the catalog’s results',
    weight: 3,
    evidence: ['event'],
    source: 'AskAway 2009; NCknows',
    check: tag('catalog-results'),
  },
  {
    id: 'no-results-tag',
    title: 'The button in the main content where the catalog finds nothing',
    weight: 3,
    evidence: ['event'],
    source: 'AskUsNow!; NCknows ("item not found" pages)',
    check: { kind: 'landmark', page: 'no-results', landmarks: ['main'] },
  },
  {
    id: 'databases-tag',
    title: 'The button on the list of databases',
    weight: 2,
    evidence: ['event', 'page'],
    source: 'NCknows; AskUsNow!',
    check: tag('databases'),
  },
  {
    id: 'vendor-databases',
    title: 'The link in the vendors’ settings, inside their databases',
    weight: 1,
    evidence: ['person'],
    source: 'Pardue; AskUsNow!',
    check: { kind: 'word' },
  },
  {
    id: 'guides-tag',
    title: 'The button on every research guide',
    weight: 2,
    evidence: ['event', 'page'],
    source: 'AskUsNow!; UBC LibGuides guideline',
    check: tag('guides'),
  },
  {
    id: 'contact-tag',
    title: 'The button on the contact or “ask us” page',
    weight: 3,
    evidence: ['event', 'page'],
    source: 'Pardue 2010 (34 % of sessions began there)',
    check: tag('contact'),
  },
  {
    id: 'young-adult-tag',
    title: 'The button on the young adults’ page',
    weight: 1,
    evidence: ['event'],
    source: 'AskUsNow!',
    check: tag('young-adult'),
  },
  {
    id: 'readers-advisory-tag',
    title: 'The button on the readers’ advisory page',
    weight: 1,
    evidence: ['event'],
    source: 'AskUsNow!',
    check: tag('readers-advisory'),
  },
  {
    id: 'barrier-tag',
    title: 'The button where people get stuck: page not found, sign-in, an e-resource’s error',
    weight: 1,
    evidence: ['event', 'page'],
    source: 'AskAway proactive guide ("pages where users encounter barriers")',
    check: tag('barrier'),
  },
  {
    id: 'phone',
    title: 'Seen on phones',
    weight: 2,
    evidence: ['event'],
    source: 'AskUsNow!',
    check: { kind: 'phone' },
  },
  {
    id: 'one-click',
    title: 'One click to chat, no menu before it',
    weight: 2,
    evidence: ['page'],
    source: 'POWER Library 2',
    check: { kind: 'page-trait', trait: 'one-click' },
  },
  {
    id: 'text-link',
    title: 'A real text link beside any graphic',
    weight: 2,
    evidence: ['page'],
    source: 'POWER Library 1',
    check: { kind: 'page-trait', trait: 'text-link' },
  },
  {
    id: 'own-entry-point',
    title: 'The library’s own entry point, not a neighbor’s',
    weight: 3,
    evidence: ['page'],
    source: 'Answerland; NCknows',
    check: { kind: 'page-trait', trait: 'own-entry-point' },
  },
  {
    id: 'same-order',
    title: 'Repeated help stands in the same place on every page',
    weight: null,
    evidence: ['event'],
    source: 'WCAG 2.2 SC 3.2.6; Cornell lists it as a manual check',
    check: { kind: 'advice', about: 'same-order' },
  },
  {
    id: 'plain-words',
    title: 'Plain words: no bare brand, acronym or “reference”',
    weight: null,
    evidence: ['page'],
    source: 'Kupersmith (51 studies); McDonald & Trujillo 2024',
    check: { kind: 'advice', about: 'plain-words' },
  },
  {
    id: 'who-answers',
    title: 'One line beside the button: who answers, and when',
    weight: 1,
    // A check shows that there is one, never that there is none.
    evidence: ['page', 'person'],
    source: 'NCknows',
    check: { kind: 'page-trait', trait: 'who-answers' },
  },
  {
    id: 'floating',
    title: 'A floating control only beside a placed button; it never opens by itself',
    weight: null,
    evidence: ['event'],
    source: 'AskAway ("embedded wherever possible"); Baymard',
    check: { kind: 'advice', about: 'floating' },
  },
  {
    id: 'off-site',
    title: 'A link or QR code on community sites, cards or in signatures',
    weight: 1,
    evidence: ['event', 'person'],
    source: 'Pardue',
    check: { kind: 'off-site' },
  },
  {
    id: 'reviewed',
    title: 'The whole site reviewed within a year, and after a redesign',
    weight: 1,
    evidence: ['person'],
    source: 'AskAway',
    check: { kind: 'word' },
  },
];
