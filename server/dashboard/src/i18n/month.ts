// What the month's report says.
import type { Improvement, MonthPeriod, MonthReport, Viewport } from '@askusnow/sdk';
import { differenceText } from './change-text.js';
import { countText, countedText, rateLine } from './count-text.js';
import { coverageValue } from './coverage-text.js';
import { dayText, fullDayText } from './day-text.js';
import { patternText } from '../logic/page-pattern.js';
import { ONE_MOMENT } from './ui.js';
import { WORDS } from './words.js';
import { scoreText } from './visibility.js';

const longMonth = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });

const shortMonth = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', year: 'numeric' });
/** "Nov 2026" */
export const shortMonthText = (month: string): string => shortMonth.format(new Date(`${month}-15T12:00:00.000Z`));

const monthName = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long' });

/** "November 2026" */
export const monthText = (month: string): string => longMonth.format(new Date(`${month}-15T12:00:00.000Z`));

export const VIEWPORT_WORDS: Record<Viewport, string> = { phone: 'Phone', tablet: 'Tablet', desktop: 'Desktop' };

/** "Nov 1 – Nov 26, 26 days; counted on 11 of them" */
export function periodText({ from, to, days, countedDays }: MonthPeriod): string {
  if (days === 0) return 'No whole day yet';
  const partly = countedDays > 0 && countedDays < days ? `; counted on ${countText(countedDays)} of them` : '';
  return `${dayText(from)} – ${dayText(to)}, ${countedText(days, 'day')}${partly}`;
}

/** "not counted before November 16, 2026" */
export const uncountedText = (since: string | null): string =>
  since === null ? 'nothing counted yet' : `not counted before ${fullDayText(since)}`;

export const ROWS: readonly { name: string; textOf: (period: MonthPeriod) => string }[] = [
  { name: WORDS.clicks, textOf: ({ counts }) => countText(counts!.clicks) },
  { name: WORDS.buttonSeen, textOf: ({ viewableRate }) => rateLine(viewableRate!) },
  { name: WORDS.clickRate, textOf: ({ clickThrough }) => rateLine(clickThrough!) },
  { name: WORDS.pageViews, textOf: ({ counts }) => countText(counts!.impressions) },
  { name: 'Links followed', textOf: ({ counts }) => countText(counts!.follows) },
];

/** "+14 (67 %)": the month against an earlier one; or why the two cannot be compared. */
export function changeText(month: MonthPeriod, earlier: MonthPeriod, since: string | null): string {
  const isWhole = ({ days, countedDays }: MonthPeriod): boolean => days > 0 && countedDays === days;
  if (month.counts === null || earlier.counts === null || !isWhole(month) || !isWhole(earlier))
    return since === null ? 'nothing counted yet' : `not comparable: counting began on ${fullDayText(since)}`;
  return differenceText(month.counts.clicks, earlier.counts.clicks);
}

export const coverageText = (coverage: MonthReport['coverage']['month']): string =>
  coverage === null ? 'nothing scheduled' : coverageValue(coverage);

export const monthScoreText = (score: MonthReport['score']['month']): string =>
  score === null ? 'no score yet' : scoreText(score);

/** "November 4, 2026: the button is on /catalog for the first time" */
export const improvementText = ({ kind, on, title }: Improvement): string =>
  `${fullDayText(on)}: ${kind === 'rule' ? `now met: ${title}` : `the button is on ${patternText(title)} for the first time`}`;

export const messages = {
  month: 'Month',
  report: 'By the Numbers',
  loading: ONE_MOMENT,
  soFar: (month: string): string => `${month}, so far`,
  /** "October" */
  nameOf: (month: string): string => monthName.format(new Date(`${month}-15T12:00:00.000Z`)),
  byMonth: 'By month',
  compare: 'All figures beside the month before and last year',
  caption: 'The month beside the month before and the same month last year',
  columns: ['This month', 'Month before', 'Same month last year'] as const,
  byWindow: 'Phones and desktops',
  window: 'Window',
  windowColumns: { impressions: 'Page views', viewable: WORDS.timesSeen, clicks: WORDS.clicks },
  forList: 'Text for a mailing list',
  forListNote: 'Figures below 5 are left out, since this text leaves the library.',
  showText: 'Show the text',
  score: 'Visibility score',
  improved: 'What improved',
  comment: 'Comment',
  noComment: 'No comment yet.',
  commentBy: (by: string, day: string): string => `${by}, ${day}`,
  writeComment: 'Write a comment',
  changeComment: 'Change the comment',
  commentText: 'Comment on this month',
  commentHint:
    'At most 1,000 characters, and nothing about a patron. It leaves the library: it is in the printed report, the share link, the text for a mailing list, and the monthly mail on the third weekday of the next month.',
  saveComment: 'Save comment',
  commentSaved: 'Comment saved.',
  commentConflict:
    'Somebody else has changed the comment. Theirs is above, yours is below. Save again to replace theirs.',
};
