// What the visibility pages say: a library's score and its rules, the coordinator's page of the standard.
import type {
  EvidenceSource,
  OwnRule,
  PageKind,
  RuleEvidence,
  RuleOutcome,
  RuleResult,
  RuleStatement,
  Score,
  ScoredPage,
  StatementVerdict,
  StandardRule,
} from '@askusnow/sdk';
import { countText, countedText } from './count-text.js';
import { instantDayText } from './clock-text.js';
import { fullDayText } from './day-text.js';
import { ONE_MOMENT } from './ui.js';

const THIN = '\u202f';

export const RESULT_WORDS: Record<RuleResult, string> = {
  pass: 'Met',
  fail: 'Not met',
  unknown: 'Not known',
  'not-applicable': 'Does not apply',
  advice: 'Advice',
};

export const VERDICT_WORDS: Record<StatementVerdict, string> = {
  met: 'It is met',
  'not-met': 'It is not met',
  'not-applicable': 'It does not apply to us',
};

const SOURCE_WORDS: Record<EvidenceSource, string> = {
  event: 'reported by the tag',
  static: "read in the page's source",
  person: 'stated',
};

export const PAGE_KIND_WORDS: Record<PageKind, string> = {
  home: 'Home page',
  section: 'Site section',
  'catalog-results': 'Catalog results',
  'no-results': 'Catalog without results',
  record: 'Record',
  databases: 'List of databases',
  guides: 'Research guide',
  contact: 'Contact page',
  'young-adult': 'Young adult page',
  'readers-advisory': "Readers' advisory page",
  barrier: 'Error or sign-in page',
  other: 'Another page',
};

export const OWN_KIND_WORDS: Record<OwnRule['kind'], string> = {
  tag: 'The button on each page of a kind',
  'first-screen': 'On the first screen of pages of a kind',
  landmark: 'In a part of pages of a kind',
  placement: 'A tag with a given name',
  word: 'A person states it, with a date',
};

const percentOf = (whole: number): string => `${whole}${THIN}%`;

/** In percent, rounded outwards, so that it holds the true interval. */
const outwards = (low: number, high: number): [number, number] => [Math.floor(low * 100), Math.ceil(high * 100)];

/** "21–96 %" */
export const intervalText = ({ low, high }: { low: number | null; high: number | null }): string => {
  if (low === null || high === null) return 'no score';
  const [from, to] = outwards(low, high);
  return from === to ? percentOf(from) : `${from}–${percentOf(to)}`;
};

/** "3 of 19 rules met, 15 not known" */
export const scoreText = ({ passed, of, unknown }: Score): string =>
  `${countText(passed)} of ${countedText(of, 'rule')} met${unknown === 0 ? '' : `, ${countText(unknown)} not known`}`;

/** "Now: 5 of 19 rules met (40–80 %). On October 5, 2026: 2 of 19 rules met (21–96 %)." */
export const scoreTrendText = (first: Score & { date: string }, last: Score): string => {
  const line = (score: Score): string =>
    `${countText(score.passed)} of ${countedText(score.of, 'rule')} met (${intervalText(score)}).`;
  return `Now: ${line(last)} On ${fullDayText(first.date)}: ${line(first)}`;
};

/** "6 of 8 key pages have the button, 1 not known" */
export function pagesText(pages: readonly ScoredPage[]): string {
  const count = (result: ScoredPage['result']): number => pages.filter((page) => page.result === result).length;
  const unknown = count('unknown');
  return `${countText(count('pass'))} of ${countedText(pages.length, 'key page')} ${count('pass') === 1 || pages.length === 1 ? 'has' : 'have'} the button${unknown === 0 ? '' : `, ${countText(unknown)} not known`}`;
}

/** "The button on the young adults’ page: “Teens”": with the library's own name of the page that has no tag. */
export function ruleTitle({ title, missingTag }: RuleOutcome, pages: readonly ScoredPage[]): string {
  const isSame = (each: ScoredPage): boolean =>
    each.missingTag?.page === missingTag?.page && each.missingTag?.placement === missingTag?.placement;
  const page = missingTag && pages.find(isSame);
  return page ? `${title}: “${page.name}”` : title;
}

export const PAGE_RESULT_WORDS: Record<ScoredPage['result'], string> = {
  pass: 'Has the button',
  fail: 'Missing',
  unknown: 'Not known',
};

export const evidenceText = ({ source, at, by }: RuleEvidence): string =>
  `${SOURCE_WORDS[source]}${by === null ? '' : ` by ${by}`}, ${instantDayText(at)}`;

export const ruleNote = ({ source, weight }: { source: string | null; weight: number | null }): string =>
  [weight === null ? null : `Weight ${weight}.`, source === null ? null : `Source: ${source}.`]
    .filter(Boolean)
    .join(' ');

/** The parts of the Visibility page, by the word in their address. The checklist stands below the steps. */
export const PARTS = ['steps', 'pages', 'places', 'rules', 'history', 'webmaster', 'checklist'] as const;
export type Part = (typeof PARTS)[number];

export const PART_WORDS: Record<Part, string> = {
  steps: 'Next steps',
  pages: 'Key pages',
  places: 'Places',
  rules: 'Rules',
  history: 'History',
  webmaster: 'Webmaster',
  checklist: 'Setup',
};

export const messages = {
  visibility: 'Visibility',
  /** "Score: 93 %"; "Score: at least 75 %" */
  score: (low: number, high: number): string => {
    const [from, to] = outwards(low, high);
    return `Score: ${from === to ? '' : 'at least '}${percentOf(from)}`;
  },
  noScore: 'No rule counts here yet.',
  /** "14 rules met", "2 not met" */
  rulesOf: (count: number, result: RuleResult): string =>
    `${result === 'pass' ? countedText(count, 'rule') : countText(count)} ${RESULT_WORDS[result].toLowerCase()}`,
  aboutScore: 'About the score',
  scoreNote:
    'The score is the share of the rules that are met, by their weights. The bar shows what is met, then what is not known.',
  /** "If all 3 are met: 95 %.", of the rules that are not known. */
  rangeNote: (unknown: number, low: number, high: number): string =>
    `If ${unknown === 1 ? 'it is' : `all ${countText(unknown)} are`} met: ${percentOf(outwards(low, high)[1])}.`,
  peers: (libraries: number, interval: string): string =>
    `Median of ${countedText(libraries, 'other library', 'other libraries')}: ${interval}`,
  why: 'Why',
  whatToDo: 'What to do',
  seeRule: 'See the rule',
  proposeAddress: 'Propose the address',
  copyTag: 'Or copy the tag yourself',
  having: (count: number): string => `Show the ${countedText(count, 'page')} with the button`,
  history: 'Score over time',
  noHistory: 'The picture begins on the second day.',
  historyNote: 'Dark: met. Light: not known yet.',
  historyChanges: (count: string): string => `Days on which the score changed (${count})`,
  historySummary: (first: string, last: string, changes: number): string =>
    `Score by day: ${first} on the first day, ${last} on the last; changed on ${countedText(changes, 'day')}.`,
  worth: 'Worth:',
  stateIt: 'Mark as done',
  onWhichDay: 'Since which day',
  whatIsSo: 'State of this rule',
  saveStatement: 'Save statement',
  withdraw: 'Withdraw statement',
  statedNow: ({ verdict, date, by }: RuleStatement): string =>
    `Stated now: ${VERDICT_WORDS[verdict]} (${by}, ${fullDayText(date)}).`,
  changedMeanwhile: (statement: RuleStatement | null): string =>
    statement === null
      ? 'Somebody else has withdrawn this statement meanwhile. Save again to state it anew.'
      : `${statement.by} has changed this meanwhile; above is what is stored now. Save again to replace it.`,
  stated: 'Statement saved. It counts for one year.',
  withdrawn: 'Statement withdrawn.',
  loading: ONE_MOMENT,
  doFirst: 'Do this first',
  nothingToDo: 'Every rule is met.',
  handOver: 'Hand over to the webmaster',
  handOverFor: (title: string): string => `Hand over to the webmaster: ${title}`,
  showTag: 'Show the tag',
  tagFor: (title: string): string => `Tag for: ${title}`,
  noTag: 'The tag could not be loaded.',
  placements: 'Places with the button',
  noPlacements: 'No page has shown the button yet.',
  keyPages: 'Key pages',
  noKeyPages: 'No key page is registered for this library yet.',

  standardNote: 'What counts in each library’s visibility score. Change a rule or its weight, preview, save.',
  whyRule: 'Source',
  rules: 'Rules',
  ownRules: 'Rules of the cooperative',
  noOwnRules: 'The cooperative has added no rules.',
  addRule: 'Add rule',
  addARule: 'Add a rule',
  removeRule: (title: string): string => `Remove rule: ${title}`,
  kindOfRule: 'Kind of rule',
  kindOfPage: 'Kind of page',
  partsOfPage: 'Parts of the page',
  nameOfTag: 'Name of the tag',
  weight: 'Weight',
  notScored: 'Not scored',
  weighs: (rules: number, sum: number): string =>
    `${countedText(rules, 'scored rule weighs', 'scored rules weigh')} ${countText(sum)} in all`,
  titleOfRule: 'What the rule asks for',
  preview: 'Preview scores',
  save: 'Save standard',
  previewFirst: 'Preview the change before you save it.',
  unchanged: 'Nothing is changed yet.',
  saved: 'Standard saved. Scores follow at once.',
  reload: 'Discard changes',
  previewHeading: 'What the change would do',
  previewNone: 'No score would change.',
  previewCount: (changed: number, all: number): string =>
    `The score of ${countText(changed)} of ${countedText(all, 'library', 'libraries')} would change.`,
  columns: ['Library', 'Score now', 'Score then'] as const,
  mostShown: (shown: number): string => `The ${countText(shown)} largest changes are shown.`,
  evidence: ({ evidence }: Pick<StandardRule, 'evidence'>): string =>
    `Known by ${evidence.map((kind) => ({ event: 'the tag’s reports', page: 'reading the page', person: 'a person’s word' })[kind]).join(' or ')}.`,
  editedOn: (at: string): string => `Changed here on ${instantDayText(at)}.`,
};
