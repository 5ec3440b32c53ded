// What the hours that libraries give at the shared desks say.
import type {
  ContributionFigures,
  ContributionList,
  DutyCorrection,
  DutyOutcome,
  LibraryContribution,
  MonthContribution,
} from '@askusnow/sdk';
import { countedText, countText, percentText } from './count-text.js';
import { clockText, instantText } from './clock-text.js';
import { ONE_MOMENT } from './ui.js';

type Duty = MonthContribution['duties'][number];
type Choice = ContributionList['contribution'];

const tenth = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** "8.5 h" */
export const hoursText = (minutes: number): string => `${tenth.format(minutes / 60)} h`;

export const ROWS: readonly { key: keyof ContributionFigures; name: string }[] = [
  { key: 'owed', name: 'Owed' },
  { key: 'given', name: 'Given' },
  { key: 'ownHours', name: 'Own hours' },
  { key: 'coveredForOthers', name: 'Covered for others' },
  { key: 'madeUp', name: 'Made up' },
  { key: 'coveredByOthers', name: 'Covered by others' },
  { key: 'notTaken', name: 'Given up, not taken' },
  { key: 'missed', name: 'Missed' },
  { key: 'unmonitored', name: 'Not known' },
];

export const CHOICE_WORDS: Readonly<Record<Choice, string>> = {
  'given-of-owed': 'Share of owed hours given',
  'share-of-given': 'Share of all given',
  'given-per-100-questions': 'Hours per 100 clicks',
};

/** All, but for seconds. */
const isAll = (value: number): boolean => Math.round(value * 1_000) >= 1_000;

/** To a whole percent, as far as it follows from the hours beside it, which are to a tenth. Less than all is never 100 %. */
const ofOwedText = (value: number): string =>
  percentText((isAll(value) ? Math.round(value * 100) : Math.min(99, Math.round(value * 100))) / 100);

const VALUE_TEXTS: Readonly<Record<Choice, (value: number) => string>> = {
  'given-of-owed': ofOwedText,
  'share-of-given': percentText,
  'given-per-100-questions': (value) => `${tenth.format(value)} h for each 100 clicks`,
};

/** "80 %", "3.2 h for each 100 clicks" */
export const valueText = (choice: Choice, { value }: Pick<LibraryContribution, 'value'>): string =>
  value === null ? 'not known' : VALUE_TEXTS[choice](value);

/** "18.3 h of 24 h, 76 %": what is not known is in neither part. */
export function shareText(choice: Choice, { figures, value }: LibraryContribution): string {
  const text = valueText(choice, { value });
  if (choice !== 'given-of-owed' || value === null || figures === null) return text;
  return `${hoursText(figures.given)} of ${hoursText(figures.owed - figures.unmonitoredOwed)}, ${text}`;
}

/** "5 of 12 libraries gave all that they owed, 6 less, 1 not known" */
export function gaveText(owing: readonly LibraryContribution[]): string {
  const known = owing.flatMap(({ value }) => value ?? []);
  const less = known.filter((value) => !isAll(value)).length;
  const [all, unknown] = [known.length - less, owing.length - known.length];
  return [
    `${countText(all)} of ${countedText(owing.length, 'library', 'libraries')} gave all that they owed`,
    ...(less === 0 ? [] : [`${countText(less)} less`]),
    ...(unknown === 0 ? [] : [`${countText(unknown)} not known`]),
  ].join(', ');
}

const minutesText = (minutes: number): string => `${countText(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;

/** "Mon, Nov 2, 9 AM EST to 11 AM" */
export const dutyTimeText = ({ start, end }: Duty, zone: string): string =>
  `${instantText(start, zone)} to ${clockText(Date.parse(end), zone)}`;

/** "late by 7 minutes, left 12 minutes early" */
export function outcomeText({ outcome, lateMinutes, earlyMinutes }: DutyOutcome): string {
  if (outcome === 'unmonitored') return 'not known';
  if (outcome === 'absent') return 'missed';
  const parts = [
    ...(lateMinutes > 0 ? [`late by ${minutesText(lateMinutes)}`] : []),
    ...(earlyMinutes > 0 ? [`left ${minutesText(earlyMinutes)} early`] : []),
  ];
  return parts.length === 0 ? 'in time' : parts.join(', ');
}

const SIDE_WORDS: Readonly<Record<DutyCorrection['side'], string>> = {
  library: 'The library',
  coordinator: 'The coordinator',
};

/** "The library: there from 9 AM to 10:50 AM" */
export const correctionText = ({ side, there }: DutyCorrection, zone: string): string =>
  `${SIDE_WORDS[side]}: ${
    there === null
      ? 'nobody was there'
      : `there from ${clockText(Date.parse(there.from), zone)} to ${clockText(Date.parse(there.to), zone)}`
  }`;

/** "liaison harford, Wed, Nov 25, 9 AM EST" */
export const correctedByText = ({ by, at }: DutyCorrection, zone: string): string => `${by}, ${instantText(at, zone)}`;

/** "for Cecil", "to make up" or "own hours" */
export const whyText = ({ why, owedBy }: Duty): string =>
  why === 'covering' ? `for ${owedBy}` : why === 'making-up' ? 'to make up' : 'own hours';

export const messages = {
  howCounted: 'How it is counted, and hours by kind',
  heading: 'Hours at the shared desk',
  hours: 'Hours',
  all: 'All',
  unknown: (hours: string): string => `${hours} not known: no clock was pressed. They are in neither part.`,
  each: 'Each time',
  eachColumns: ['When', 'Service', 'Why', 'What happened'] as const,
  clockShowed: (outcome: string): string => `The clock: ${outcome}`,
  counts: 'Current',
  correct: 'Add correction',
  takeBack: 'Remove correction',
  takenBack: 'Correction removed. The earlier record counts again.',
  corrected: 'Corrected. What the clock showed is kept.',
  correctHeading: 'Who was there?',
  wasThere: 'People of the library were there',
  wasNotThere: 'Nobody of the library was there',
  from: 'From',
  until: 'Until',
  reason: 'Reason, without names',
  addCorrection: 'Save correction',
  correctedCount: (count: number): string => `${countText(count)} corrected`,
  openMonth: (library: string): string => `Hours of ${library}, each time`,
  allLibraries: 'Hours of all libraries',
  allFigures: 'All figures by library',
  month: 'Month',
  whatCounts: 'What counts',
  byShare: 'Lowest first.',
  byName: 'By name. It is no ranking.',
  published: 'Every liaison can read this list.',
  notPublished: 'The list is not published: liaisons see their own libraries alone.',
  oweNone: (count: number): string => `${countedText(count, 'library', 'libraries')} owed no hours`,
  none: 'No library owes an hour at a shared desk yet.',
  library: 'Library',
  loading: ONE_MOMENT,
};
