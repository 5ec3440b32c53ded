// What "By the Numbers" of all libraries says.
import type { CooperativeReport } from '@askusnow/sdk';
import { differenceText } from './change-text.js';
import { countedText, countText, percentText, rateLine } from './count-text.js';
import { coverageValue } from './coverage-text.js';
import { dayText, spanText } from './day-text.js';
import { likelyText } from './questions.js';
import { METHOD_WORDS } from './state-sheet.js';
import { WORDS } from './words.js';

type Period = CooperativeReport['periods']['month'];
type Library = CooperativeReport['libraries'][number];

const libraries = (count: number): string => countedText(count, 'library', 'libraries');

export const SUM_ROWS: readonly { name: string; textOf: (period: Period) => string }[] = [
  { name: WORDS.clicks, textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.clicks)) },
  {
    name: WORDS.buttonSeen,
    textOf: ({ counts }) =>
      counts === null || counts.measurable === 0 ? 'not counted' : percentText(counts.viewable / counts.measurable),
  },
  {
    name: WORDS.clickRate,
    textOf: ({ clickThrough }) => (clickThrough === null ? 'not counted' : rateLine(clickThrough)),
  },
  { name: WORDS.pageViews, textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.impressions)) },
  { name: 'Links followed', textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.follows)) },
  { name: 'Counted the whole month', textOf: ({ libraries: count }) => libraries(count) },
];

/** "+14 (67 %), at 20 libraries that counted in both" */
export function changeText(change: CooperativeReport['changes']['lastMonth']): string {
  if (change === null) return 'not comparable: no library counted in both';
  const { clicks, before, libraries: count } = change;
  return `${differenceText(clicks, before)}, at ${libraries(count)} that counted in both`;
}

export function coverageText(coverage: CooperativeReport['coverage']): string {
  if (coverage === null) return 'nothing scheduled';
  if (coverage.sum.observedShare === 0) return 'not measured, without live status';
  return `${coverageValue(coverage.sum)}, at desks of ${libraries(coverage.libraries)}`;
}

/** "about 7,982 (likely 2,574 to 13,658) at 2 of 24 libraries, Jul 1, 2026 – Jun 30, 2027" */
export function questionsText({ questions, of }: Pick<CooperativeReport, 'questions' | 'of'>): string {
  if (questions === null) return 'no library has a number yet';
  const { value, low, high, from, to, counted, estimated } = questions;
  const known = counted + estimated;
  const whose = known === of ? libraries(of) : messages.partOf(known, of);
  const how = counted > 0 && estimated > 0 ? ` (${countText(counted)} counted, ${countText(estimated)} estimated)` : '';
  const range = estimated > 0 ? likelyText({ value, low, high }) : null;
  const sum = `${estimated > 0 ? 'about ' : ''}${countText(value)}${range === null ? '' : ` (${range})`}`;
  return `${sum} at ${whose}${how}, ${spanText(from, to)}`;
}

/** Of one library; its days where it did not count the whole month. */
export const ownCount = ({ month }: Library, key: 'clicks' | 'follows' | 'impressions'): string =>
  month.counts === null ? 'not counted' : countText(month.counts[key]);

export const ownDays = ({ month: { countedDays, days } }: Library): string | null =>
  countedDays === days || countedDays === 0
    ? null
    : `counted on ${countText(countedDays)} of ${countedText(days, 'day')}`;

export const ownCoverage = ({ coverage }: Library): string =>
  coverage === null ? 'nothing scheduled' : coverageValue(coverage);

/** "1,240 (estimate)" */
export const ownQuestions = ({ questions }: Library): string =>
  questions === null ? 'no number' : `${countText(questions.value)} (${METHOD_WORDS[questions.method]})`;

/** What the sums are, by the names of their figures. */
export const DEFINITIONS = [
  {
    term: 'Clicks',
    text: 'The sum of the libraries that counted the whole month; where none did, of what was counted.',
  },
  {
    term: 'Button seen',
    text: 'Page views where the button was seen, out of those where that can be known. Of the sums.',
  },
  {
    term: 'Click rate',
    text: 'Clicks out of the page views where the button was seen. Of the sums: never a mean of rates.',
  },
  {
    term: 'Page views with the button',
    text: 'The sum of the libraries that counted the whole month; where none did, of what was counted.',
  },
  { term: 'Coverage', text: 'Each desk weighs by its scheduled time.' },
];

export const messages = {
  sums: 'All libraries together',
  partOf: (counted: number, all: number): string => `${countText(counted)} of ${libraries(all)}`,
  /** Of a month in which counting began: its clicks and views are of a part, its survey and its hours of the whole. */
  partOfMonth: (month: string, since: string | null): string =>
    since?.startsWith(month) ? `clicks and views counted since ${dayText(since)}` : 'incomplete month',
  wholeMonth: (name: string): string => `${name}, whole month`,
  of: (count: number): string => libraries(count),
  questions: 'Questions of the year',
  byLibrary: 'Clicks by library',
  allFigures: 'All figures by library',
  compare: 'All figures, beside other months',
  byLibraryNote: 'Count: every day was counted. Estimate: from some weeks.',
  libraryColumns: [
    'Library',
    WORDS.clicks,
    'Page views',
    'Links followed',
    'Coverage',
    'Questions of the year',
  ] as const,
};
