// Out:   the English text of summaries; by meaning.
import type {
  CoverageSum,
  Improvement,
  LibraryContribution,
  LibraryStatus,
  MonthContribution,
} from '@askusnow/sdk/contract';

const whole = new Intl.NumberFormat('en-US');
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const percentText = (share: number): string => `${oneDecimal.format(share * 100)} %`;
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

const inHours = (minutes: number): string => oneDecimal.format(minutes / 60);
/** "8.5 hours" */
const hours = (minutes: number): string => `${inHours(minutes)} ${minutes === 60 ? 'hour' : 'hours'}`;

/** What a library owed and gave at the shared desks, with what its value is. */
export type SharedDeskFacts = Pick<MonthContribution, 'contribution' | 'definition'> &
  Pick<LibraryContribution, 'figures' | 'value'>;

export const messages = {
  weeklySubject: (library: string, from: string, to: string): string => `${library}: your week, ${from} to ${to}`,
  weekOf: (library: string, from: string, to: string): string => `${library}, ${from} to ${to}`,
  status: 'Chat button',
  statuses: {
    'never-seen': 'It has not been seen on any page yet.',
    refused: 'The button is seen, and no view of it is counted.',
    new: 'It is on your site, for less than a week.',
    live: 'It is on your site.',
    zero: 'It is on your site, and nobody has clicked it this week.',
    lost: 'It is lost on every page.',
  } satisfies Record<LibraryStatus, string>,
  clicksLabel: 'Clicks on the button',
  nothingCounted: 'Nothing is counted yet.',
  countingBegan: (day: string): string => `Counting began on ${day}; there is no whole week yet.`,
  clicksAlone: (clicks: number, day: string): string =>
    `${whole.format(clicks)}. Not comparable: counting began on ${day}.`,
  clicks: (clicks: number, before: number): string =>
    `${whole.format(clicks)}, after ${whole.format(before)} the week before.`,
  coverage: 'Coverage',
  nothingScheduled: 'Nothing was scheduled at your own desk.',
  coverageOf: ({ value, low, high, hidden, observedShare }: CoverageSum): string => {
    if (observedShare === 0) return 'Not measured for this desk.';
    if (hidden || value === null) return 'There was too little live status to say.';
    return low === high
      ? `${percentText(value)} of scheduled time.`
      : `${percentText(value)} of scheduled time; at least ${percentText(low ?? 0)}, at most ${percentText(high ?? 1)}.`;
  },
  sharedDesk: 'Hours at the shared desk',
  /** `value` null: nothing to compare, or a figure of it is small. */
  sharedDeskOf: ({ contribution, figures, value }: SharedDeskFacts): string => {
    const { given, owed, missed, unmonitored } = figures!;
    const gave =
      contribution === 'given-of-owed' ? `${hours(given)} given, ${inHours(owed)} owed` : `${hours(given)} given`;
    const ratio = {
      'given-of-owed': percentText(value ?? 0),
      'share-of-given': `${percentText(value ?? 0)} of what all libraries gave`,
      'given-per-100-questions': `${oneDecimal.format(value ?? 0)} for each 100 clicks`,
    }[contribution];
    const rest = [
      ...(missed === 0 ? [] : [` Missed: ${hours(missed)}.`]),
      ...(unmonitored === 0 ? [] : [` Not known: ${hours(unmonitored)}.`]),
    ];
    return `${gave}${value === null ? '' : `: ${ratio}`}.${rest.join('')}`;
  },
  gaps: 'Hours to come with nobody scheduled',
  noGaps: 'None in the next seven days.',
  moreGaps: (count: number): string => `and ${counted(count, 'more gap')}`,
  nextStep: 'Next step',
  noStep: 'Nothing needs you now.',
  allNumbers: 'All numbers',

  // The month's text for a mailing list.
  byTheNumbers: (library: string, month: string): string => `${library}: chat by the numbers, ${month}`,
  countedOn: (days: string): string => `Counted ${days}.`,
  count: (count: number): string => whole.format(count),
  few: 'fewer than 5',
  hidden: 'not shown',
  notInFull: 'not counted in full',
  countingBeganLabel: 'Counting began',
  firstWholeMonth: (month: string): string => `First whole month: ${month}.`,
  whatCounts: 'What counts',
  thisMonth: 'This month',
  monthBefore: 'Month before',
  yearBefore: 'Same month last year',
  followsLabel: 'Links and QR codes followed',
  viewsLabel: 'Page views with the button',
  byWidth: 'Clicks by window size',
  /** "Desktop 14. Not shown: phone, tablet." */
  widths(widths: readonly { viewport: string; clicks: number; isHidden: boolean }[]): string {
    const namesOf = (hidden: boolean) =>
      widths
        .filter(({ isHidden }) => isHidden === hidden)
        .map(({ viewport, clicks }) => (hidden ? viewport : `${viewport} ${whole.format(clicks)}`))
        .join(', ');
    const [shown, hidden] = [namesOf(false), namesOf(true)];
    return `${shown[0]!.toUpperCase()}${shown.slice(1)}.${hidden === '' ? '' : ` Not shown: ${hidden}.`}`;
  },
  score: 'Visibility',
  rulesMet: (passed: number, of: number): string =>
    `${whole.format(passed)} of ${counted(of, 'visibility rule')} met as the month ended.`,
  improved: 'What improved',
  /** One for each rule, and one for all pages, which it counts and lists. */
  improvements(improved: readonly Pick<Improvement, 'kind' | 'title'>[]): { text: string; pages: string[] }[] {
    const titles = (kind: Improvement['kind']) =>
      improved.filter((each) => each.kind === kind).map(({ title }) => title);
    // A pattern's variable stands for what differs from page to page.
    const pages = titles('placement').map((pattern) => pattern.replace(/:(?:id|slug)\b/g, '…'));
    return [
      ...titles('rule').map((title) => ({ text: `Now met: ${title}`, pages: [] })),
      ...(pages.length > 1
        ? [{ text: `New on ${counted(pages.length, 'page')}`, pages }]
        : pages.map((page) => ({ text: `The button is now on ${page}`, pages: [] }))),
    ];
  },
  comment: 'Comment',

  rating: 'What patrons said',
  /** `good` null: the share is not shown. */
  ratingOf: (answered: number, chats: number, good: number | null): string =>
    `After ${whole.format(answered)} of the month’s ${counted(chats, 'chat')} the patron answered${good === null ? '' : `; ${percentText(good / answered)} of them said it was good`}.`,
  ratingOfAll: (text: string, libraries: number): string => `${text} At ${counted(libraries, 'library', 'libraries')}.`,
  fewAnswered: 'Too few patrons answered to show.',

  // The text of all libraries together.
  allLibraries: 'All libraries',
  clicksOf: (figure: string, libraries: number): string =>
    `${figure}, at ${counted(libraries, 'library', 'libraries')}`,
  notCounted: 'not counted',
  coverageOfAll: (text: string, libraries: number): string =>
    `${text} Desks of ${counted(libraries, 'library', 'libraries')}.`,
  questions: 'Questions of the year',
  questionsOf: (figure: string, byCount: number, byEstimate: number): string =>
    `${figure} (${counted(byCount, 'library', 'libraries')} by count, ${byEstimate} by estimate).`,

  // The page of a share link.
  shownNote: (day: string): string =>
    `Figures under 5 are left out. So are figures that reveal one. Link works until ${day}.`,
  otherMonths: 'Other months',
  shareEnded: 'This link does not work',
  shareEndedText: 'It may have ended, or a part of it is missing. Ask the library for a new one.',
};
