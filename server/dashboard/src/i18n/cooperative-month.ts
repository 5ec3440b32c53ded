// What "By the Numbers" of all libraries says.
import type { CooperativeReport } from '@askusnow/sdk';
import { countedText, countText, percentText, rateLine } from './count-text.js';
import { coverageValue } from './coverage-text.js';
import { spanText } from './day-text.js';

type Period = CooperativeReport['periods']['month'];
type Library = CooperativeReport['libraries'][number];

const libraries = (count: number): string => countedText(count, 'library', 'libraries');

export const SUM_ROWS: readonly { name: string; textOf: (period: Period) => string }[] = [
  { name: 'Impressions', textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.impressions)) },
  { name: 'Viewable', textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.viewable)) },
  { name: 'Clicks', textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.clicks)) },
  { name: 'Links followed', textOf: ({ counts }) => (counts === null ? 'not counted' : countText(counts.follows)) },
  {
    name: 'Click-through',
    textOf: ({ clickThrough }) => (clickThrough === null ? 'not counted' : rateLine(clickThrough)),
  },
  { name: 'Counted the whole month', textOf: ({ libraries: count }) => libraries(count) },
];

/** Below so many clicks a percentage would be noise. */
const PERCENT_OF_MIN = 20;

/** "+14 (67 %), at 20 libraries that counted in both" */
export function changeText(change: CooperativeReport['changes']['lastMonth']): string {
  if (change === null) return 'not comparable: no library counted in both';
  const { clicks, before, libraries: count } = change;
  const size = Math.abs(clicks - before);
  const sign = clicks > before ? '+' : clicks < before ? '−' : '±';
  const percent = before < PERCENT_OF_MIN ? '' : ` (${percentText(size / before)})`;
  return `${sign}${countText(size)}${percent}, at ${libraries(count)} that counted in both`;
}

export const coverageText = (coverage: CooperativeReport['coverage']): string =>
  coverage === null
    ? 'nothing scheduled'
    : `${coverageValue(coverage.sum)}, at desks of ${libraries(coverage.libraries)}`;

export const questionsText = (questions: CooperativeReport['questions']): string =>
  questions === null
    ? 'no library has a number yet'
    : `${countText(questions.value)}, ${spanText(questions.from, questions.to)}: ${libraries(questions.counted)} by count, ${countText(questions.estimated)} by estimate`;

/** Of one library; its days where it did not count the whole month. */
export const ownCount = ({ month }: Library, key: 'clicks' | 'follows' | 'impressions'): string =>
  month.counts === null ? 'not counted' : countText(month.counts[key]);

export const ownDays = ({ month: { countedDays, days } }: Library): string | null =>
  countedDays === days || countedDays === 0
    ? null
    : `counted on ${countText(countedDays)} of ${countedText(days, 'day')}`;

export const ownCoverage = ({ coverage }: Library): string =>
  coverage === null ? 'nothing scheduled' : coverageValue(coverage);

/** "1,240 (ES)" */
export const ownQuestions = ({ questions }: Library): string =>
  questions === null ? 'no number' : `${countText(questions.value)} (${questions.method})`;

export const messages = {
  sums: 'All libraries together',
  sumsNote:
    'Only libraries that counted the whole month are in a sum. Coverage weighs each desk by its scheduled time. Click-through is of the sums.',
  of: (count: number): string => libraries(count),
  questions: 'Questions of the year',
  byLibrary: 'By library',
  byLibraryNote: 'CT: every day was counted. ES: an estimate from some weeks.',
  libraryColumns: ['Library', 'Impressions', 'Clicks', 'Links followed', 'Coverage', 'Questions of the year'] as const,
};
