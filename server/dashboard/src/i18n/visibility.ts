// What the visibility pages say: a library's score and its rules, the coordinator's page of the standard.
import type {
  EvidenceSource,
  OwnRule,
  PageKind,
  RuleEvidence,
  RuleResult,
  RuleStatement,
  Score,
  ScoredPage,
  StatementVerdict,
  StandardRule,
} from '@askusnow/sdk';
import { countText, countedText } from './count-text.js';
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
  'catalogue-results': 'Catalog results',
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
  tag: 'A tag on each page of a kind',
  'first-screen': 'On the first screen of pages of a kind',
  landmark: 'In a part of pages of a kind',
  placement: 'A tag with a given name',
  word: 'A person states it, with a date',
};

/** "21–96 %": rounded outwards, so that it holds the true interval. */
export const intervalText = ({ low, high }: { low: number | null; high: number | null }): string => {
  if (low === null || high === null) return 'no score';
  const [from, to] = [Math.floor(low * 100), Math.ceil(high * 100)];
  return from === to ? `${from}${THIN}%` : `${from}–${to}${THIN}%`;
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

/** "6 of 8, 1 unknown" */
export function pagesText(pages: readonly ScoredPage[]): string {
  const count = (result: ScoredPage['result']): number => pages.filter((page) => page.result === result).length;
  const unknown = count('unknown');
  return `${countText(count('pass'))} of ${countText(pages.length)}${unknown === 0 ? '' : `, ${countText(unknown)} unknown`}`;
}

export const PAGE_RESULT_WORDS: Record<ScoredPage['result'], string> = {
  pass: 'Has it',
  fail: 'Missing',
  unknown: 'Not known',
};

export const evidenceText = ({ source, at, by }: RuleEvidence): string =>
  `${SOURCE_WORDS[source]}${by === null ? '' : ` by ${by}`}, ${fullDayText(at.slice(0, 10))}`;

export const ruleNote = ({ source, weight }: { source: string | null; weight: number | null }): string =>
  [weight === null ? null : `Weight ${weight}.`, source === null ? null : `Source: ${source}.`]
    .filter(Boolean)
    .join(' ');

export const messages = {
  visibility: 'Visibility',
  visibilityNote: 'How well the service can be seen on the website, by the rules of the cooperative.',
  intervalNote:
    'The bar shows what is met, then what is not known yet. The score is at the low end if every rule that is not known turns out not met, at the high end if each turns out met.',
  peers: (libraries: number, interval: string): string =>
    `Median of ${countText(libraries)} other libraries: ${interval}`,
  groups: {
    fail: 'To fix',
    unknown: 'To find out',
    pass: 'Met',
    'not-applicable': 'Does not apply',
    advice: 'Advice',
  } satisfies Record<RuleResult, string>,
  history: 'Score over time',
  noHistory: 'The score is counted every day: a picture of it shows from the second day on.',
  historyNote: 'The lower part of each day is met, the upper part is not known yet.',
  historyChanges: (count: string): string => `Days on which the score changed (${count})`,
  historySummary: (first: string, last: string, changes: number): string =>
    `Score by day: ${first} on the first day, ${last} on the last; changed on ${countedText(changes, 'day')}.`,
  worth: 'Worth:',
  worthNote:
    'What a rule is worth shows beside it: clicks after libraries came to meet it, against those before. It takes 5 libraries.',
  nextStep: 'Next step:',
  stateIt: 'State it',
  onWhichDay: 'It was so on',
  whatIsSo: 'What is so',
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
  nextSteps: 'What to do next',
  nextStepsNote: 'The rules that weigh the most and are not met yet.',
  nothingToDo: 'Every rule is met. Nothing to do.',
  handOver: 'Hand over to the webmaster',
  handOverFor: (title: string): string => `Hand over to the webmaster: ${title}`,
  showTag: 'Show the tag',
  tagFor: (title: string): string => `Tag for: ${title}`,
  noTag: 'The tag could not be loaded.',
  placements: 'Placements',
  keyPages: 'Key pages',
  noKeyPages: "The cooperative's file names no key pages for this library.",
  missedHours: 'Missed hours',
  missedHoursNote: 'When people saw or used the button while nobody could answer, in the last 13 weeks.',
  wholeWeek: 'The whole week',
  noMissedHours: 'Nobody used the button while nobody could answer.',

  standard: 'Visibility standard',
  standardNote: 'Change a rule or its weight, preview, save.',
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
  weightOf: (title: string): string => `Weight of: ${title}`,
  titleOfRule: 'What the rule asks for',
  useRule: (title: string): string => title,
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
  editedOn: (date: string): string => `Changed here on ${fullDayText(date)}.`,
};
