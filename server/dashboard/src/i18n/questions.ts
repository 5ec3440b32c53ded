// What the page of questions says.
import type { Estimate, QuestionDay, QuestionEstimate, SamplePlan } from '@askusnow/sdk';
import { countText, countedText } from './count-text.js';
import { fullDayText, longWeekdayText, spanText, weekdayText } from './day-text.js';
import { ONE_MOMENT } from './ui.js';

export const PLAN_WORDS: Readonly<Record<SamplePlan['kind'], string>> = {
  none: 'No weeks',
  'one-week': 'One week, in October',
  'four-weeks': 'Four weeks, in January, April, July and October',
};

export const WEEK_OF_MONTH = ['First week', 'Second week', 'Third week', 'Fourth week'];

const longMonth = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long' });
export const MONTHS = Array.from({ length: 12 }, (_, month) => longMonth.format(Date.UTC(2026, month, 15)));

const SOURCE_WORDS: Readonly<Record<QuestionDay['source'], string>> = {
  typed: 'typed',
  csv: 'from a CSV file',
  libraryh3lp: 'counted from a LibraryH3lp file',
  libanswers: 'counted from a LibAnswers file',
};

/** "12 questions"; "closed"; "removed"; "no number" */
export const entryText = (day: Pick<QuestionDay, 'state' | 'questions'> | undefined): string => {
  if (day === undefined) return 'no number';
  return day.state === 'counted' ? countedText(day.questions ?? 0, 'question') : day.state;
};

/** "9 questions, typed by Harford liaison, Oct 12, 10:04 AM" */
export const historyText = (day: QuestionDay, at: string): string =>
  `${entryText(day)}, ${SOURCE_WORDS[day.source]} by ${day.by}, ${at}`;

/** "840 to 1,200"; null: there is no range. */
const rangeText = ({ low, high }: Estimate): string | null =>
  low === null || high === null || low === high ? null : `${countText(low)} to ${countText(high)}`;

/** The range is wider than the number is high. */
export const isVeryUncertain = ({ low, high, value }: Estimate): boolean =>
  low !== null && high !== null && high - low > value;

/** "likely 840 to 1,200"; "very uncertain: 132 to 7,154", in a report that has the number all the same. */
export function likelyText(estimate: Estimate): string | null {
  const range = rangeText(estimate);
  if (range === null) return null;
  return `${isVeryUncertain(estimate) ? 'very uncertain:' : 'likely'} ${range}`;
}

/** "1,020 (840 to 1,200)" */
export const estimateText = (estimate: Estimate): string => {
  const range = rangeText(estimate);
  return range === null ? countText(estimate.value) : `${countText(estimate.value)} (${range})`;
};

/** Null: an estimate, from the weeks that are counted so far. */
export function methodText({ method, total }: QuestionEstimate): string | null {
  if (total === null) return 'No number to report yet';
  return method === 'CT' ? 'Every day was counted' : null;
}

const two = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export const messages = {
  heading: 'Questions',
  loading: ONE_MOMENT,
  year: (year: number, from: string, to: string): string =>
    from.startsWith(`${year}-01-01`) ? `${year}` : `Fiscal year ${year}: ${spanText(from, to)}`,
  stateReport: 'State report',

  estimate: (year: number, from: string): string =>
    `Questions, ${from.startsWith(`${year}-01-01`) ? '' : 'fiscal year '}${year}`,
  isEstimate: 'estimate',
  countedSoFar: 'Counted so far',
  countNow: 'Enter now',
  countNext: 'Count next',
  noneToCount: 'No week is planned',
  countedDays: ({ days, of, weeks }: QuestionEstimate['counted']): string =>
    `on ${countText(days)} of the year’s ${countedText(of, 'day')} so far, ${countedText(weeks, 'whole week')}`,
  twoWays: 'Two ways to estimate the year',
  way: 'Estimate',
  number: 'Questions (95 % range)',
  basis: 'How',
  byClicks: 'By clicks',
  byClicksHow: (its: NonNullable<QuestionEstimate['byClicks']>): string =>
    `${two.format(its.perClick)} questions a click × ${countedText(its.clicks, 'click')}, ${spanText(its.from, its.to)}`,
  byWeeks: 'By weeks',
  byWeeksHow: (factor: number, weeks: number): string => `${countedText(weeks, 'whole week')} × ${two.format(factor)}`,
  reported: (way: string): string => `${way}: in the state report`,
  noEstimate: 'No estimate',
  assumptions: 'How it is estimated',
  doubtful: (days: readonly string[]): string =>
    `Days with more clicks than usual: ${days.map(weekdayText).join('; ')}.`,
  read: (directional: number, reference: number, days: number): string =>
    `READ levels on ${countedText(days, 'day')}: ${countText(directional)} directional (1–2), ${countText(reference)} reference (3–6).`,

  plan: 'Weeks to count',
  planAll: 'Weeks to count, for all libraries',
  planAllNote: 'Each library without weeks of its own counts these.',
  planWhose: (own: boolean): string => (own ? 'Chosen by your library' : 'Chosen by the coordinator'),
  planTable: 'The weeks of this year',
  planNone: 'No weeks are chosen.',
  planKind: 'Weeks',
  planNth: 'Week of the month',
  planMonth: 'The year begins in',
  changePlan: 'Change the weeks',
  savePlan: 'Save plan',
  followAll: 'Use the weeks for all libraries',
  planSaved: 'The weeks are saved.',
  staleNow: (words: string): string => `Somebody else has saved: ${words}. Save again to replace it with yours.`,
  changes: 'Who changed the weeks',
  changed: (by: string, at: string): string => `${by}, ${at}`,
  week: 'Week',
  entryColumn: 'Entry',
  open: 'Enter',
  edit: 'Edit',
  look: 'Look',
  openWeek: (button: string, from: string): string => `${button} the week of ${fullDayText(from)}`,
  weekWhole: 'Complete',
  weekAhead: 'Coming up',
  weekMissing: (missing: readonly string[]): string =>
    missing.length === 7 ? 'No day entered' : `Missing: ${missing.map(longWeekdayText).join(', ')}`,

  /** `isDue`: the week was chosen to be counted. */
  entry: (from: string, to: string, isDue: boolean): string =>
    `${isDue ? 'Enter' : 'Another week:'} ${spanText(from, to)}`,
  numbersOf: (from: string, to: string): string => `Questions of ${spanText(from, to)}`,
  entryNote: 'One number a day',
  earlierWeek: 'Earlier week',
  laterWeek: 'Later week',
  questionsOn: (date: string): string => `Questions on ${weekdayText(date)}`,
  closed: 'Closed',
  closedOn: (date: string): string => `Closed on ${weekdayText(date)}`,
  withLevels: 'Enter READ levels',
  levelOn: (level: number, date: string): string => `READ ${level} on ${weekdayText(date)}`,
  level: (level: number): string => `READ ${level}`,
  saveWeek: 'Save numbers',
  saved: (days: number): string => `Saved: ${countedText(days, 'day')}.`,
  nothingChanged: 'Nothing has changed.',
  clash: (stored: string, by: string, yours: string): string =>
    `Now: ${stored}, by ${by}. Yours: ${yours}. Save again to replace it.`,
  history: 'Who entered what',
  historyOf: (date: string): string => `Who entered what on ${weekdayText(date)}`,

  pages: 'Where questions began',
  pagesTable: 'Questions by kind of page',
  page: 'Page',
};
